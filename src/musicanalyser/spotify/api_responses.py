"""Spotify's JSON, parsed: a missing, odd or new value is unknown and never an error."""

import re
from dataclasses import dataclass
from hashlib import blake2b

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.model.player import Activity, PlayerSample, Queued, Upcoming
from musicanalyser.model.spotify_uris import parse_context
from musicanalyser.spotify.json_fields import (
    Json,
    duration_field,
    flag_field,
    list_field,
    moment_field,
    number_field,
    object_field,
    text_field,
)
from musicanalyser.units import SECOND_MS

_LOCAL_SECONDS = re.compile(r"spotify:local:.*:([1-9]\d{0,5})$")
RECENT_ROWS = 50
"""How many plays Spotify's list of recent plays holds at most."""


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
        id=text_field(body, "id"),
        name=text_field(body, "display_name"),
        account_id=text_field(body, "account_id"),
    )


def parse_player(body: Json, *, at_ms: int, rtt_ms: int) -> PlayerSample:
    """Return the state of the player in ``GET /me/player``."""
    entry = object_field(body, "item")
    item = None if entry is None else _item(entry)
    device = object_field(body, "device") or {}
    is_ad = body.get("currently_playing_type") == "ad"
    return PlayerSample(
        at_ms=at_ms,
        rtt_ms=rtt_ms,
        activity=Activity.AD if is_ad else Activity.UNKNOWN if item is None else Activity.ITEM,
        item=None if is_ad else item,
        length_ms=None if entry is None else _length_ms(entry),
        progress_ms=duration_field(body, "progress_ms"),
        is_playing=body.get("is_playing") is True,
        changed_ms=number_field(body, "timestamp"),
        device=text_field(device, "type"),
        device_key=_device_key(device),
        context=_context(body),
        shuffle=flag_field(body, "shuffle_state"),
        repeats_track=body.get("repeat_state") == "track",
        is_private=flag_field(device, "is_private_session") is True,
    )


def parse_queue(body: Json, *, at_ms: int) -> Upcoming:
    """Return the queue in ``GET /me/player/queue``, up to the first entry without a name."""
    current = object_field(body, "currently_playing")
    queued = []
    for entry in list_field(body, "queue"):
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
    rows = [row for row in map(_recent, list_field(body, "items")) if row is not None]
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
    album = object_field(body, "album") or {}
    return TrackDetails(
        uri=item.uri,
        title=item.title,
        artist=item.artist,
        album=item.album,
        length_ms=_length_ms(body),
        isrc=text_field(object_field(body, "external_ids") or {}, "isrc"),
        released=text_field(album, "release_date"),
        artists=tuple(
            (uri, text_field(one, "name"))
            for one in list_field(body, "artists")
            if (uri := text_field(one, "uri")) is not None
        ),
    )


def _context(body: Json) -> str | None:
    return parse_context(text_field(object_field(body, "context") or {}, "uri"))


def _device_key(device: Json) -> str | None:
    """Return a few bytes that differ from device to device: its number is never kept."""
    number = text_field(device, "id")
    if number is None:
        return None
    return blake2b(number.encode("utf-8", "replace"), digest_size=4).hexdigest()


def _recent(row: Json) -> Sighting | None:
    entry = object_field(row, "track")
    ended_ms = moment_field(row, "played_at")
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
            context=_context(row),
        ),
    )


def _item(entry: Json) -> Item | None:
    """Return a track, an episode or a chapter; the artist is the album's, as in exports."""
    uri, title = text_field(entry, "uri"), text_field(entry, "name")
    if uri is None and title is None:
        return None
    book = object_field(entry, "audiobook")
    if entry.get("type") == "chapter" or book is not None:
        artist = text_field(book or {}, "name")
        return Item(kind=ItemKind.AUDIOBOOK, uri=uri, title=title, artist=artist, album=None)
    show = object_field(entry, "show")
    if entry.get("type") == "episode" or show is not None:
        artist = text_field(show or {}, "name")
        return Item(kind=ItemKind.PODCAST, uri=uri, title=title, artist=artist, album=None)
    album = object_field(entry, "album") or {}
    names = [
        text_field(one, "name")
        for one in (*list_field(album, "artists"), *list_field(entry, "artists"))
    ]
    return Item(
        kind=ItemKind.MUSIC,
        uri=uri,
        title=title,
        artist=next((name for name in names if name), None),
        album=text_field(album, "name"),
    )


def _length_ms(entry: Json) -> int | None:
    """Return the length; for a local file without one, that in its address, in seconds."""
    nested = object_field(entry, "duration_ms") or {}
    length_ms = duration_field(entry, "duration_ms") or duration_field(nested, "totalMilliseconds")
    if not length_ms:
        found = _LOCAL_SECONDS.match(text_field(entry, "uri") or "")
        length_ms = SECOND_MS * int(found[1]) if found else None
    return length_ms or None
