"""What `export` wrote: the sightings of all origins, with what each of them knows.

The shape is that of `history_rows`, and told from Spotify's by the name of our field.
"""

from collections.abc import Iterator
from typing import IO

from musicanalyser.imports.fields import FieldError, parse_text
from musicanalyser.imports.history_rows import HistoryRow, Observed, OwnFields
from musicanalyser.imports.imported_file import ImportedFile
from musicanalyser.imports.json_rows import read_rows
from musicanalyser.imports.spotify_extended import make_sighting
from musicanalyser.listening.definitions import EARLIEST_MS, EARLIEST_SCROBBLE_MS
from musicanalyser.model.evidence import (
    BadRow,
    HeardTime,
    LiveSpan,
    Observation,
    PodcastShow,
    Sighting,
)
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.spotify_uris import parse_context

SERVICE = "musicanalyser"
TITLE = "musicanalyser export"


def recognises(head: bytes) -> bool:
    """Return whether `export` wrote a file, by its first bytes."""
    return b'"musicanalyser"' in head and b'"ts"' in head and b'"ms_played"' in head


def read(
    stream: IO[bytes], _: ImportedFile
) -> Iterator[Sighting | PodcastShow | LiveSpan | BadRow]:
    """Yield the sightings of a file, the known spans of live origins, and podcast shows.

    Raises:
        NotAListError: If the file holds no list.
    """
    for row in read_rows(stream, HistoryRow):
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            yield _parse_row(*row)
        except FieldError as error:
            yield BadRow(row=row[0], why=str(error))


def _parse_row(number: int, row: HistoryRow) -> Sighting | PodcastShow | LiveSpan:
    own = row.musicanalyser
    if own is not None and own.span is not None:
        return _span(own, own.span)
    if own is not None and (show := parse_text(own.show)):
        return PodcastShow(name=show)
    if own is None:
        return make_sighting(number, row, ItemKind.MUSIC)
    sighting = make_sighting(number, row, ItemKind.MUSIC, earliest_ms=_earliest_ms(own.origin))
    return _complete(sighting, row, own)


def _earliest_ms(origin: Origin) -> int:
    return EARLIEST_SCROBBLE_MS if origin.traits.is_service else EARLIEST_MS


def _complete(sighting: Sighting, row: HistoryRow, own: OwnFields) -> Sighting:
    """Return a sighting with what our field says of it."""
    if (own.observed is None) is not own.origin.traits.is_export:
        raise FieldError(f"what was observed does not fit {own.origin}")
    if own.ended_ms is not None and own.ended_ms < _earliest_ms(own.origin):
        raise FieldError("ended_ms is too early for what it comes from")
    return sighting._replace(
        origin=own.origin,
        item=sighting.item if own.kind is None else _item(row, own.kind),
        ended_ms=sighting.ended_ms if own.ended_ms is None else own.ended_ms,
        played_ms=sighting.played_ms if own.played_ms is None else own.played_ms,
        observation=None if own.observed is None else _observation(own.observed),
        heard=own.heard or HeardTime.KNOWN,
        length_ms=own.stated_length_ms,
    )


def _item(row: HistoryRow, kind: ItemKind) -> Item:
    names: tuple[str | None, ...]
    match kind:
        case ItemKind.PODCAST:
            names = (row.episode_uri, row.episode, row.show, None)
        case ItemKind.AUDIOBOOK:
            names = (row.chapter_uri, row.chapter, row.book, None)
        case _:
            names = (row.track_uri, row.track, row.artist, row.album)
    uri, title, artist, album = map(parse_text, names)
    return Item(kind=kind, uri=uri, title=title, artist=artist, album=album)


def _observation(observed: Observed) -> Observation:
    if observed.low_ms > observed.high_ms:
        raise FieldError("low_ms is above high_ms")
    return Observation(
        started_ms=observed.started_ms,
        latest_ms=observed.latest_ms,
        length_ms=observed.length_ms,
        low_ms=observed.low_ms,
        high_ms=observed.high_ms,
        confidence=observed.confidence,
        is_inferred=observed.is_inferred,
        context=parse_context(observed.context),
    )


def _span(own: OwnFields, span: tuple[int, int]) -> LiveSpan:
    since_ms, until_ms = span
    if own.origin.traits.is_export or not EARLIEST_MS <= since_ms <= until_ms:
        raise FieldError("no known span of a live origin")
    return LiveSpan(origin=own.origin, since_ms=since_ms, until_ms=until_ms)
