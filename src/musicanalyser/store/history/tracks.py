"""The tracks that items are plays of, and the names of tracks."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from musicanalyser.model.item import Item
from musicanalyser.store.history.names import find_or_add_entities, insert_row, song_key

_FIELDS = """
select
  t.uri, s.key, t.id, t.length_ms, t.named_by_export, t.named_ms, t.title, t.artist, t.album
from json_each(:keys) wanted
"""
_BY_URI = f"{_FIELDS} join tracks t on t.uri = wanted.value join songs s on s.id = t.song_id"
_BY_SONG = f"""
{_FIELDS}
join songs s on s.key = wanted.value
join tracks t on t.song_id = s.id and t.uri is null
"""
_ADD = """
insert into tracks (
  uri, title, artist, album, song_id, artist_id, album_id, named_by_export, named_ms
) values (
  :uri, :title, :artist, :album, :song_id, :artist_id, :album_id, :by_export, :at_ms
)
"""
_RENAME = """
update tracks
set title = :title, artist = :artist, album = :album, song_id = :song_id,
  artist_id = :artist_id, album_id = :album_id, named_by_export = :by_export, named_ms = :at_ms
where id = :id
"""
_SET_USE = "update tracks set named_by_export = ?, named_ms = ? where id = ?"
_OF_SONGS = """
select id from tracks
where song_id in (select id from songs where key in (select value from json_each(:songs)))
"""

_Names = tuple[str | None, str | None, str | None]
"""Title, artist and album."""


class Use(NamedTuple):
    """Whether an export used a name, and when, in ms since 1970 UTC; the greatest use decides.

    So a name from Spotify's API never replaces one of an export, and a purge of all that came
    through the API leaves the names of exports as they are.
    """

    by_export: bool
    at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRef:
    """A track of the database, and the greatest use of its names.

    ``song`` is the same for all ids of one artist's title.
    """

    id: int
    song: str
    length_ms: int | None
    used: Use
    names: _Names


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedTracks:
    """The track of each item, and the ids of all tracks of a song that a new name has changed."""

    by_item: Mapping[Item, TrackRef]
    moved: frozenset[int]


def resolve(conn: sqlite3.Connection, last_used: Mapping[Item, Use]) -> ResolvedTracks:
    """Find or add the tracks of items; a track has the name of its latest play.

    ``last_used`` holds the greatest use of each item.
    """
    known = _find_known(conn, last_used)
    changed_songs: set[str] = set()
    for item, use in last_used.items():
        key = _key(item)
        was = known.get(key)
        now = _add(conn, item, use) if was is None else _rename(conn, was, item, use)
        if was is not None and was.song != now.song:
            changed_songs |= {was.song, now.song}
        known[key] = now
    conn.executemany(_SET_USE, ((*track.used, track.id) for track in known.values()))
    return ResolvedTracks(
        by_item={item: known[_key(item)] for item in last_used},
        moved=_of_songs(conn, changed_songs),
    )


def _key(item: Item) -> tuple[str | None, str]:
    """Return what identifies a track: the address, or artist and title if there is none."""
    return (None, song_key(item)) if item.uri is None else (item.uri, "")


def _find_known(
    conn: sqlite3.Connection, items: Iterable[Item]
) -> dict[tuple[str | None, str], TrackRef]:
    keys = {_key(item) for item in items}
    by_uri = json.dumps(sorted(uri for uri, _ in keys if uri is not None))
    by_song = json.dumps(sorted(song for uri, song in keys if uri is None))
    rows = [*conn.execute(_BY_URI, {"keys": by_uri}), *conn.execute(_BY_SONG, {"keys": by_song})]
    return {
        (uri, "" if uri is not None else song): TrackRef(
            id=track_id,
            song=song,
            length_ms=length_ms,
            used=Use(bool(by_export), at_ms),
            names=tuple(names),
        )
        for uri, song, track_id, length_ms, by_export, at_ms, *names in rows
    }


def _of_songs(conn: sqlite3.Connection, songs: AbstractSet[str]) -> frozenset[int]:
    if not songs:
        return frozenset()
    rows = conn.execute(_OF_SONGS, {"songs": json.dumps(sorted(songs))})
    return frozenset(track_id for (track_id,) in rows)


def _rename(conn: sqlite3.Connection, was: TrackRef, item: Item, use: Use) -> TrackRef:
    """Return a track after an item has used names for it: the names with the greater use."""
    names = (item.title, item.artist, item.album)
    if names == was.names:
        return replace(was, used=max(use, was.used))
    if _rank(use, names) < _rank(was.used, was.names):
        return was
    conn.execute(_RENAME, {"id": was.id, **_columns(conn, item), **use._asdict()})
    return replace(was, song=song_key(item), used=use, names=names)


def _rank(use: Use, names: _Names) -> tuple[bool, Use, tuple[str, ...]]:
    """Order names by their use, those without a title first; the text decides between equals."""
    return names[0] is not None, use, tuple(name or "" for name in names)


def _add(conn: sqlite3.Connection, item: Item, use: Use) -> TrackRef:
    values = {"uri": item.uri, **_columns(conn, item), **use._asdict()}
    track_id = insert_row(conn, _ADD, values)
    names = (item.title, item.artist, item.album)
    return TrackRef(id=track_id, song=song_key(item), length_ms=None, used=use, names=names)


def _columns(conn: sqlite3.Connection, item: Item) -> dict[str, str | int | None]:
    names = {"title": item.title, "artist": item.artist, "album": item.album}
    return {**names, **find_or_add_entities(conn, item)._asdict()}
