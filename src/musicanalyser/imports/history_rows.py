"""The rows of an export of this program: Spotify's shape, and a field of our own for the rest.

A row is one of Spotify's extended streaming history, so that other programs can read it. The field
``musicanalyser`` holds what that shape cannot say. Several rows can describe one play: all but the
best have a ``ms_played`` of 0, and the true figure in our field, so that sums stay right.
"""

from datetime import UTC, datetime
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from musicanalyser.imports.fields import LONGEST_MS
from musicanalyser.imports.spotify_extended import ExtendedRow, make_item
from musicanalyser.listening.definitions import LATEST_MS
from musicanalyser.model.evidence import HeardTime, LiveSpan, Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.units import SECOND_MS

_Ms = Annotated[int, Meta(ge=0, lt=LATEST_MS)]


class Observed(Struct, omit_defaults=True, kw_only=True, gc=False):
    """The fields of an `Observation`."""

    started_ms: _Ms | None = None
    latest_ms: _Ms | None = None
    length_ms: _Ms | None = None
    low_ms: _Ms
    high_ms: _Ms
    confidence: Annotated[float, Meta(ge=0, le=1)]
    is_inferred: bool = False
    context: str | None = None


class OwnFields(Struct, omit_defaults=True, kw_only=True, gc=False):
    """What Spotify's shape cannot say; a field is left out where that shape says it already.

    ``span`` is a known span of the origin, and ``show`` the name of a podcast; a row with one of
    them is no sighting.
    """

    origin: Origin
    kind: ItemKind | None = None
    ended_ms: _Ms | None = None
    played_ms: Annotated[int, Meta(ge=0, le=LONGEST_MS)] | None = None
    observed: Observed | None = None
    heard: HeardTime | None = None
    stated_length_ms: _Ms | None = None
    span: tuple[_Ms, _Ms] | None = None
    show: str | None = None


class HistoryRow(ExtendedRow, kw_only=True, gc=False):
    """A row of an export; one without our field is a row of Spotify's."""

    musicanalyser: OwnFields | None = None


FIELDS = tuple(one.encode_name for one in msgspec.structs.fields(HistoryRow))
OWN_FIELDS = tuple(one.name for one in msgspec.structs.fields(OwnFields))
OBSERVED_FIELDS = tuple(one.name for one in msgspec.structs.fields(Observed))


def sighting_row(sighting: Sighting, *, shown_ms: int) -> HistoryRow:
    """Return the row of a sighting; ``shown_ms`` is the time heard that other programs see."""
    row = HistoryRow(
        ts=_stamp(sighting.ended_ms),
        platform=sighting.platform,
        ms_played=shown_ms,
        country=sighting.country,
        reason_start=sighting.reason_start or None,
        reason_end=sighting.reason_end or None,
        shuffle=sighting.shuffle,
        skipped=sighting.skipped,
        offline=sighting.offline,
        incognito_mode=sighting.private,
        offline_timestamp=sighting.offline_ms,
    )
    _set_names(row, sighting.item)
    is_clear = make_item(row, ItemKind.MUSIC) == sighting.item
    row.musicanalyser = OwnFields(
        origin=sighting.origin,
        kind=None if is_clear else sighting.item.kind,
        ended_ms=sighting.ended_ms if sighting.ended_ms % SECOND_MS else None,
        played_ms=None if shown_ms == sighting.played_ms else sighting.played_ms,
        observed=_observed(sighting.observation),
        heard=None if sighting.heard is HeardTime.KNOWN else sighting.heard,
        stated_length_ms=sighting.length_ms,
    )
    return row


def span_row(span: LiveSpan) -> HistoryRow:
    """Return the row of a known span."""
    fields = OwnFields(origin=span.origin, span=(span.since_ms, span.until_ms))
    return HistoryRow(ts=_stamp(span.until_ms), ms_played=0, musicanalyser=fields)


def show_row(name: str | None, *, at_ms: int) -> HistoryRow:
    """Return the row of the name of a podcast show, with a moment, as every row has one."""
    fields = OwnFields(origin=Origin.ACCOUNT, show=name)
    return HistoryRow(ts=_stamp(at_ms), ms_played=0, musicanalyser=fields)


def encode_row(row: HistoryRow) -> str:
    """Return a row as JSON on one line."""
    return msgspec.json.encode(row).decode()


def flatten_row(row: HistoryRow) -> dict[str, object]:
    """Return the fields of a row, of our field and of what was observed, side by side."""
    fields = dict(msgspec.to_builtins(row))
    own = fields.pop("musicanalyser") or {}
    return {**fields, **own, **own.get("observed", {})}


def _set_names(row: HistoryRow, item: Item) -> None:
    match item.kind:
        case ItemKind.PODCAST:
            row.episode_uri, row.episode, row.show = item.uri, item.title, item.artist
        case ItemKind.AUDIOBOOK:
            row.chapter_uri, row.chapter, row.book = item.uri, item.title, item.artist
        case _:
            row.track_uri, row.track, row.artist = item.uri, item.title, item.artist
            row.album = item.album


def _observed(known: Observation | None) -> Observed | None:
    if known is None:
        return None
    return Observed(
        started_ms=known.started_ms,
        latest_ms=known.latest_ms,
        length_ms=known.length_ms,
        low_ms=known.low_ms,
        high_ms=known.high_ms,
        confidence=known.confidence,
        is_inferred=known.is_inferred,
        context=known.context,
    )


def _stamp(at_ms: int) -> str:
    moment = datetime.fromtimestamp(at_ms // SECOND_MS, UTC)
    return f"{moment.replace(tzinfo=None).isoformat()}Z"
