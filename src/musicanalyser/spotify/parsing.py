"""Spotify's JSON, parsed: a missing, odd or new value is unknown and never an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from musicanalyser.listening.definitions import EARLIEST_MS, LATEST_MS, STREAM_MS
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.player import Activity, PlayerSample, Queued, Upcoming
from musicanalyser.timespan import to_ms
from musicanalyser.units import DAY_MS

Json = Mapping[str, object]
RECENT_ROWS = 50
"""How many plays Spotify's list of recent plays holds at most."""
_LONGEST_MS = 7 * DAY_MS
_NUMBERS_BELOW = 10**15
"""No real number of Spotify's comes near, and SQLite can hold every smaller one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The signed-in account; only ``account_id`` never changes."""

    id: str | None
    name: str | None
    account_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackDetails:
    """One track; ``released`` is a date, a month or a year, as Spotify writes it."""

    uri: str
    title: str | None
    artist: str | None
    album: str | None
    length_ms: int | None
    isrc: str | None
    released: str | None
    artists: tuple[tuple[str, str | None], ...]
    """The URI and the name of each artist."""


def parse_account(body: Json) -> Account:
    """Return the account in ``GET /me``."""
    return Account(
        id=_text(body, "id"),
        name=_text(body, "display_name"),
        account_id=_text(body, "account_id"),
    )


def parse_player(body: Json, *, at_ms: int, rtt_ms: int) -> PlayerSample:
    """Return the state of the player in ``GET /me/player``."""
    entry = _object(body, "item")
    item = None if entry is None else _item(entry)
    device = _object(body, "device") or {}
    is_ad = body.get("currently_playing_type") == "ad"
    return PlayerSample(
        at_ms=at_ms,
        rtt_ms=rtt_ms,
        activity=Activity.AD if is_ad else Activity.UNKNOWN if item is None else Activity.ITEM,
        item=None if is_ad else item,
        length_ms=None if entry is None else _length_ms(entry),
        progress_ms=_ms(body, "progress_ms"),
        is_playing=body.get("is_playing") is True,
        changed_ms=_number(body, "timestamp"),
        device=_text(device, "type"),
        context=_text(_object(body, "context") or {}, "uri"),
        shuffle=_flag(body, "shuffle_state"),
        repeats_track=body.get("repeat_state") == "track",
        is_private=_flag(device, "is_private_session") is True,
    )


def parse_queue(body: Json, *, at_ms: int) -> Upcoming:
    """Return the queue in ``GET /me/player/queue``, up to the first entry without a name."""
    current = _object(body, "currently_playing")
    queued = []
    for entry in _objects(body, "queue"):
        item = _item(entry)
        if item is None:
            break
        queued.append(Queued(item=item, length_ms=_length_ms(entry)))
    return Upcoming(
        at_ms=at_ms, current=None if current is None else _item(current), items=tuple(queued)
    )


def parse_recent(body: Json) -> list[Sighting]:
    """Return the plays in ``GET /me/player/recently-played``, oldest first.

    Rows without a time or a length are left out. ``played_at`` is the end of the play
    (https://github.com/FoxxMD/multi-scrobbler/issues/709). Of the listening time the list says only
    that it is at least 30 seconds.
    """
    rows = [row for row in map(_recent, _objects(body, "items")) if row is not None]
    return sorted(rows, key=lambda row: row.ended_ms)


def count_rows(body: Json) -> int:
    """Return the number of rows in a list, parsed or not."""
    rows = body.get("items")
    return len(rows) if isinstance(rows, list) else 0


def parse_track(body: Json) -> TrackDetails | None:
    """Return the track in ``GET /tracks/{id}``; ``None`` if it is none."""
    item = _item(body)
    if item is None or item.uri is None:
        return None
    album = _object(body, "album") or {}
    return TrackDetails(
        uri=item.uri,
        title=item.title,
        artist=item.artist,
        album=item.album,
        length_ms=_length_ms(body),
        isrc=_text(_object(body, "external_ids") or {}, "isrc"),
        released=_text(album, "release_date"),
        artists=tuple(
            (uri, _text(one, "name"))
            for one in _objects(body, "artists")
            if (uri := _text(one, "uri")) is not None
        ),
    )


def _recent(row: Json) -> Sighting | None:
    entry = _object(row, "track")
    ended_ms = _moment_ms(_text(row, "played_at"))
    item = None if entry is None else _item(entry)
    length_ms = None if entry is None else _length_ms(entry)
    if item is None or ended_ms is None or length_ms is None:
        return None
    return Sighting(
        origin=Origin.RECENT,
        item=item,
        row=None,
        ended_ms=ended_ms,
        played_ms=length_ms,
        observation=Observation(
            started_ms=None,
            length_ms=length_ms,
            low_ms=min(STREAM_MS, length_ms),
            high_ms=length_ms,
            confidence=0.0,
        ),
    )


def _item(entry: Json) -> Item | None:
    """Return a track or an episode; the artist is the album's, as in Spotify's exports."""
    uri, title = _text(entry, "uri"), _text(entry, "name")
    if uri is None and title is None:
        return None
    show = _object(entry, "show")
    if entry.get("type") == "episode" or show is not None:
        artist = _text(show or {}, "name")
        return Item(kind=ItemKind.PODCAST, uri=uri, title=title, artist=artist, album=None)
    album = _object(entry, "album") or {}
    names = [
        _text(one, "name") for one in (*_objects(album, "artists"), *_objects(entry, "artists"))
    ]
    return Item(
        kind=ItemKind.MUSIC,
        uri=uri,
        title=title,
        artist=next((name for name in names if name), None),
        album=_text(album, "name"),
    )


def _length_ms(entry: Json) -> int | None:
    return _ms(entry, "duration_ms") or None


def _object(body: Json, name: str) -> Json | None:
    found = body.get(name)
    return found if isinstance(found, dict) else None


def _objects(body: Json, name: str) -> list[Json]:
    found = body.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _text(body: Json, name: str) -> str | None:
    found = body.get(name)
    if not isinstance(found, str) or not found:
        return None
    return (
        found.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
    )


def _flag(body: Json, name: str) -> bool | None:
    found = body.get(name)
    return found if isinstance(found, bool) else None


def _number(body: Json, name: str) -> int | None:
    found = body.get(name)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < _NUMBERS_BELOW:
        return None
    return found


def _ms(body: Json, name: str) -> int | None:
    """Return a duration or position in ms; ``None`` for more than a week."""
    found = _number(body, name)
    return None if found is None or found > _LONGEST_MS else found


def _moment_ms(text: str | None) -> int | None:
    try:
        moment = datetime.fromisoformat(text or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    moment_ms = to_ms(moment)
    return moment_ms if EARLIEST_MS <= moment_ms < LATEST_MS else None
