"""The tracks that items are plays of, and the names of tracks.

Rules of the user decide later under which names they are counted: `store.rules`.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import NamedTuple

from musicanalyser.model.entity_keys import entity_keys, song_key
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import NAMED_BY_SERVICE
from musicanalyser.store.history.names import add_entities

_FIELDS = """
select
  t.uri, s.key, t.id, t.length_ms, t.name_rank, t.named_ms, t.title, t.artist, t.album
from json_each(:keys) wanted
"""
_BY_URI = f"{_FIELDS} join tracks t on t.uri = wanted.value join songs s on s.id = t.named_song_id"
# Cross joins keep their order: SQLite would rather begin with all tracks that have no URI.
_BY_SONG = f"""
{_FIELDS}
cross join songs s on s.key = wanted.value
cross join tracks t on t.named_song_id = s.id and t.uri is null
"""
_ADD = """
insert into tracks (
  id, uri, title, artist, album, name_rank, named_ms,
  named_song_id, named_artist_id, named_album_id, song_id, artist_id, album_id
)
select
  ?1, ?2, ?3, ?4, ?5, ?6, ?7, song_id, artist_id, album_id, song_id, artist_id, album_id
from (
  select
    (select id from songs where key = ?8) as song_id,
    (select id from artists where key = ?9) as artist_id,
    (select id from albums where key = ?10) as album_id
)
"""
_LAST_ID = "select coalesce(max(id), 0) from tracks"
_RENAME = """
update tracks
set title = ?1, artist = ?2, album = ?3, name_rank = ?4, named_ms = ?5,
  (named_song_id, named_artist_id, named_album_id, song_id, artist_id, album_id) = (
    select song_id, artist_id, album_id, song_id, artist_id, album_id
    from (
      select
        (select id from songs where key = ?6) as song_id,
        (select id from artists where key = ?7) as artist_id,
        (select id from albums where key = ?8) as album_id
    )
  ),
  ruled_title = null, ruled_artist = null, ruled_album = null, ruled_by = null
where id = ?9
"""
_SET_USE = "update tracks set name_rank = ?, named_ms = ? where id = ?"
_OF_SONGS = """
select id from tracks
where named_song_id in (
  select id from songs where key in (select value from json_each(:songs))
)
"""
_NOTE_NAMES = """
insert into service_names (track_id, title, artist, album, named_ms) values (?, ?, ?, ?, ?)
on conflict do update
set title = excluded.title, artist = excluded.artist, album = excluded.album,
  named_ms = excluded.named_ms
where ((excluded.artist is not null) + (excluded.album is not null), excluded.named_ms,
    excluded.title, coalesce(excluded.artist, ''), coalesce(excluded.album, ''))
  > ((artist is not null) + (album is not null), named_ms,
    title, coalesce(artist, ''), coalesce(album, ''))
"""
_NAMELESS = """
select n.track_id, t.uri, n.title, n.artist, n.album, n.named_ms
from service_names n
join tracks t on t.id = n.track_id and t.title is null
order by n.track_id
"""
_MOST_KNOWN = 20_000
"""Tracks that are kept in memory from one batch to the next: as many take about 15 MB."""

_Names = tuple[str | None, str | None, str | None]
"""Title, artist and album."""
_Rank = tuple[bool, int, int, "Use", tuple[str, ...]]


class Use(NamedTuple):
    """The rank of the origin that used a name, and when (ms since 1970 UTC).

    So a name from Spotify's API never replaces one of an export, and a purge of all that came
    through the API leaves the names of exports as they are.
    """

    rank: int
    at_ms: int


class TrackRef(NamedTuple):
    """A track of the database, and the greatest use of its names.

    ``song`` is the same for all ids of one artist's title.
    """

    id: int
    song: str
    length_ms: int | None
    used: Use
    names: _Names


_Key = str
"""What identifies a track: the address, or the key of the song if there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedTracks:
    """The track of each item, and the ids of all tracks of a song that a new name has changed."""

    by_item: Mapping[Item, TrackRef]
    moved: frozenset[int]


class KnownTracks:
    """Finds the tracks of items, each of them in the database only once.

    `forget` must follow before anything else reads the uses of names or changes lengths: most uses
    are outdone by later ones, so they are stored only then.
    """

    def __init__(self, conn: sqlite3.Connection) -> None:
        self._conn = conn
        self._known: dict[_Key, TrackRef] = {}
        self._unsaved: dict[int, Use] = {}
        self._marked: dict[int, Use] = {}

    def forget(self) -> None:
        """Store the greatest uses of names, and look all tracks up again."""
        uses = self._unsaved.items()
        self._conn.executemany(_SET_USE, ((*use, track_id) for track_id, use in uses))
        self._unsaved.clear()
        self._known.clear()

    def mark(self) -> None:
        """Note what `return_to_mark` returns to, at the start of a part of the transaction."""
        self._marked = dict(self._unsaved)

    def return_to_mark(self) -> None:
        """Forget what was found since the mark, as that part was rolled back."""
        self._unsaved = self._marked
        self.forget()

    def resolve(self, last_used: Mapping[Item, Use]) -> ResolvedTracks:
        """Find or add the tracks of items; of equally complete names, the latest is the track's.

        ``last_used`` holds the greatest use of each item.
        """
        if len(self._known) > _MOST_KNOWN:
            self.forget()
        keys = {item: _key(item) for item in last_used}
        self._load(keys, last_used)
        changed_songs: set[str] = set()
        for item, use in last_used.items():
            was = self._known[keys[item]]
            now = _rename(self._conn, was, item, use)
            if now is not was:
                self._known[keys[item]] = now
                self._unsaved[now.id] = now.used
                if was.song != now.song:
                    changed_songs |= {was.song, now.song}
        by_item = {item: self._known[key] for item, key in keys.items()}
        _note_service_names(self._conn, by_item, last_used)
        return ResolvedTracks(by_item=by_item, moved=_of_songs(self._conn, changed_songs))

    def _load(self, keys: Mapping[Item, _Key], last_used: Mapping[Item, Use]) -> None:
        """Find the tracks of keys that are not known yet; add those that there are not."""
        unknown = {key: item for item, key in keys.items() if key not in self._known}
        self._known.update(_find(self._conn, unknown.keys()))
        new = {key: item for key, item in unknown.items() if key not in self._known}
        self._known.update(_add(self._conn, new, last_used))


def restore_service_names(conn: sqlite3.Connection) -> None:
    """Give tracks that have lost their names those of other services."""
    for track_id, uri, *names, at_ms in conn.execute(_NAMELESS).fetchall():
        keys = entity_keys(Item(ItemKind.MUSIC, uri, *names))
        add_entities(conn, [keys])
        conn.execute(_RENAME, (*names, NAMED_BY_SERVICE, at_ms, *keys, track_id))


def _note_service_names(
    conn: sqlite3.Connection, by_item: Mapping[Item, TrackRef], last_used: Mapping[Item, Use]
) -> None:
    """Note what other services call tracks that others may name too: those with an address."""
    conn.executemany(
        _NOTE_NAMES,
        (
            (by_item[item].id, item.title, item.artist, item.album, use.at_ms)
            for item, use in last_used.items()
            if use.rank == NAMED_BY_SERVICE and item.uri is not None and item.title is not None
        ),
    )


def _key(item: Item) -> _Key:
    return song_key(item) if item.uri is None else item.uri


def _find(conn: sqlite3.Connection, keys: Collection[_Key]) -> dict[_Key, TrackRef]:
    values = {"keys": json.dumps(sorted(keys))}
    rows = [*conn.execute(_BY_URI, values), *conn.execute(_BY_SONG, values)]
    return {
        song if uri is None else uri: TrackRef(
            id=track_id,
            song=song,
            length_ms=length_ms,
            used=Use(rank, at_ms),
            names=tuple(names),
        )
        for uri, song, track_id, length_ms, rank, at_ms, *names in rows
    }


def _of_songs(conn: sqlite3.Connection, songs: AbstractSet[str]) -> frozenset[int]:
    if not songs:
        return frozenset()
    rows = conn.execute(_OF_SONGS, {"songs": json.dumps(sorted(songs))})
    return frozenset(track_id for (track_id,) in rows)


def _rename(conn: sqlite3.Connection, was: TrackRef, item: Item, use: Use) -> TrackRef:
    """Return a track after an item has used names for it: the names of the greater rank."""
    names = (item.title, item.artist, item.album)
    if names == was.names:
        return was if use <= was.used else was._replace(used=use)
    has_address = item.uri is not None
    of_track = _rank(was.used, was.names, has_address=has_address)
    if _rank(use, names, has_address=has_address) < of_track:
        return was
    keys = entity_keys(item)
    add_entities(conn, [keys])
    conn.execute(_RENAME, (*names, *use, *keys, was.id))
    return was._replace(song=keys.song, used=use, names=names)


def _rank(
    use: Use, names: _Names, *, has_address: bool
) -> tuple[bool, int, int, Use, tuple[str, ...]]:
    """Order names of one track: a known album or artist never yields to an unknown one.

    Only where Spotify's API may name the track too, at an address, the origin decides before that.
    Then the later use decides, and the text between equals.
    """
    known = sum(name is not None for name in names)
    origin = use.rank if has_address else 0
    return names[0] is not None, origin, known, use, tuple(name or "" for name in names)


def _add(
    conn: sqlite3.Connection, new: Mapping[_Key, Item], last_used: Mapping[Item, Use]
) -> dict[_Key, TrackRef]:
    (last_id,) = conn.execute(_LAST_ID).fetchone()
    entities = [entity_keys(item) for item in new.values()]
    add_entities(conn, entities)
    added: dict[_Key, TrackRef] = {}
    rows = []
    for (key, item), of_item in zip(new.items(), entities, strict=True):
        last_id += 1
        names, use = (item.title, item.artist, item.album), last_used[item]
        added[key] = TrackRef(last_id, of_item.song, None, use, names)
        rows.append((last_id, item.uri, *names, *use, *of_item))
    conn.executemany(_ADD, rows)
    return added
