"""What Spotify's JSON means: whatever is missing, odd or new is unknown and never an error."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.model import (
    Activity,
    Item,
    ItemKind,
    Observation,
    Origin,
    PlayerSample,
    Queued,
    Sighting,
    Upcoming,
)
from musicanalyser.timespan import to_ms
from musicanalyser.units import DAY_MS

Json = Mapping[str, object]
_LONGEST_MS = 7 * DAY_MS
_EARLIEST_MS = 1_199_145_600_000
"""2008-01-01: Spotify opened in October of that year."""
_LATEST_MS = 4_102_444_800_000
"""2100-01-01."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Who has signed in; ``account_id`` stays the same for ever."""

    id: str | None
    name: str | None
    account_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackDetails:
    """What Spotify tells of one track; ``released`` is a date, a month or a year, as told."""

    uri: str
    title: str | None
    artist: str | None
    album: str | None
    length_ms: int | None
    isrc: str | None
    released: str | None
    artists: tuple[tuple[str, str | None], ...]
    """The address and the name of each artist."""


def read_account(body: Json) -> Account:
    """Read ``GET /me``."""
    return Account(
        id=_text(body, "id"),
        name=_text(body, "display_name"),
        account_id=_text(body, "account_id"),
    )


def read_player(body: Json, *, at_ms: int, rtt_ms: int) -> PlayerSample:
    """Read ``GET /me/player``."""
    thing = _object(body, "item")
    item = None if thing is None else _item(thing)
    device = _object(body, "device") or {}
    is_ad = body.get("currently_playing_type") == "ad"
    return PlayerSample(
        at_ms=at_ms,
        rtt_ms=rtt_ms,
        activity=Activity.AD if is_ad else Activity.UNKNOWN if item is None else Activity.ITEM,
        item=None if is_ad else item,
        length_ms=None if thing is None else _length_ms(thing),
        progress_ms=_ms(body, "progress_ms"),
        playing=body.get("is_playing") is True,
        changed_ms=_number(body, "timestamp"),
        device=_text(device, "type"),
        context=_text(_object(body, "context") or {}, "uri"),
        shuffle=_flag(body, "shuffle_state"),
        repeat_one=body.get("repeat_state") == "track",
        private=_flag(device, "is_private_session") is True,
    )


def read_queue(body: Json, *, at_ms: int) -> Upcoming:
    """Read ``GET /me/player/queue``; it ends before the first thing that has no name."""
    current = _object(body, "currently_playing")
    queued = []
    for thing in _objects(body, "queue"):
        item = _item(thing)
        if item is None:
            break
        queued.append(Queued(item=item, length_ms=_length_ms(thing)))
    return Upcoming(
        at_ms=at_ms, current=None if current is None else _item(current), items=tuple(queued)
    )


def read_recent(body: Json) -> list[Sighting]:
    """Read ``GET /me/player/recently-played``, the oldest first; rows without a time are no rows.

    ``played_at`` is the end of the play (https://github.com/FoxxMD/multi-scrobbler/issues/709). Of
    how long it was heard the list says no more than that it was for 30 seconds.
    """
    rows = [row for row in map(_recent, _objects(body, "items")) if row is not None]
    return sorted(rows, key=lambda row: row.ended_ms)


def unread_rows(body: Json, read: int) -> int:
    """Return how many rows of a list are left out, of which so many could be read."""
    rows = body.get("items")
    return (len(rows) if isinstance(rows, list) else 0) - read


def read_track(body: Json) -> TrackDetails | None:
    """Read ``GET /tracks/{id}``; ``None`` if it is no track."""
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
    thing = _object(row, "track")
    ended_ms = _moment_ms(_text(row, "played_at"))
    item = None if thing is None else _item(thing)
    length_ms = None if thing is None else _length_ms(thing)
    if item is None or ended_ms is None or length_ms is None:
        return None
    return Sighting(
        source=Origin.RECENT,
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


def _item(thing: Json) -> Item | None:
    """Read a track or an episode; the artist is that of the album, as in Spotify's exports."""
    uri, title = _text(thing, "uri"), _text(thing, "name")
    if uri is None and title is None:
        return None
    show = _object(thing, "show")
    if thing.get("type") == "episode" or show is not None:
        artist = _text(show or {}, "name")
        return Item(kind=ItemKind.PODCAST, uri=uri, title=title, artist=artist, album=None)
    album = _object(thing, "album") or {}
    names = [
        _text(one, "name") for one in (*_objects(album, "artists"), *_objects(thing, "artists"))
    ]
    return Item(
        kind=ItemKind.MUSIC,
        uri=uri,
        title=title,
        artist=next((name for name in names if name), None),
        album=_text(album, "name"),
    )


def _length_ms(thing: Json) -> int | None:
    return _ms(thing, "duration_ms") or None


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
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < 10**15:
        return None
    return found


def _ms(body: Json, name: str) -> int | None:
    """Read a length of time; one of over a week is none."""
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
    return moment_ms if _EARLIEST_MS <= moment_ms < _LATEST_MS else None
