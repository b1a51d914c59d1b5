"""The tracks that items are plays of, and the names of tracks."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import NamedTuple

from musicanalyser.model.item import Item
from musicanalyser.store.history.names import (
    find_or_add_album,
    find_or_add_artist,
    insert_row,
    song_key,
)

_FIELDS = """
select
  t.uri, t.song, t.id, t.length_ms, t.named_by_export, t.named_ms, t.title, a.name, b.name
from json_each(:keys) wanted
"""
_NAMES = """
left join track_artists ta on ta.track_id = t.id and ta.position = 0
left join artists a on a.id = ta.artist_id
left join albums b on b.id = t.album_id
"""
_BY_URI = f"{_FIELDS} join tracks t on t.uri = wanted.value {_NAMES}"
_BY_SONG = f"{_FIELDS} join tracks t on t.song = wanted.value and t.uri is null {_NAMES}"
_ADD = """
insert into tracks (uri, title, album_id, song, named_by_export, named_ms)
values (:uri, :title, :album_id, :song, :by_export, :at_ms)
"""
_RENAME = """
update tracks
set title = :title, album_id = :album_id, song = :song,
  named_by_export = :by_export, named_ms = :at_ms
where id = :id
"""
_SET_USE = "update tracks set named_by_export = ?, named_ms = ? where id = ?"
_SET_ARTIST = """
insert into track_artists (track_id, position, artist_id) values (:track_id, 0, :artist_id)
on conflict (track_id, position) do update set artist_id = excluded.artist_id
"""
_REMOVE_ARTIST = "delete from track_artists where track_id = :track_id and position = 0"
_OF_SONGS = "select id from tracks where song in (select value from json_each(:songs))"

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
    artist_id = find_or_add_artist(conn, item.artist)
    values = {
        "id": was.id,
        "title": item.title,
        "album_id": find_or_add_album(conn, item.album, artist_id),
    }
    conn.execute(_RENAME, {**values, "song": song_key(item), **use._asdict()})
    _set_artist(conn, was.id, artist_id)
    return replace(was, song=song_key(item), used=use, names=names)


def _rank(use: Use, names: _Names) -> tuple[bool, Use, tuple[str, ...]]:
    """Order names by their use, those without a title first; the text decides between equals."""
    return names[0] is not None, use, tuple(name or "" for name in names)


def _add(conn: sqlite3.Connection, item: Item, use: Use) -> TrackRef:
    artist_id = find_or_add_artist(conn, item.artist)
    song = song_key(item)
    values = {
        "uri": item.uri,
        "title": item.title,
        "album_id": find_or_add_album(conn, item.album, artist_id),
    }
    track_id = insert_row(conn, _ADD, {**values, "song": song, **use._asdict()})
    if artist_id is not None:
        _set_artist(conn, track_id, artist_id)
    names = (item.title, item.artist, item.album)
    return TrackRef(id=track_id, song=song, length_ms=None, used=use, names=names)


def _set_artist(conn: sqlite3.Connection, track_id: int, artist_id: int | None) -> None:
    if artist_id is None:
        conn.execute(_REMOVE_ARTIST, {"track_id": track_id})
    else:
        conn.execute(_SET_ARTIST, {"track_id": track_id, "artist_id": artist_id})
