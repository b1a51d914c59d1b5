"""The keys that make names equal, and the numbers of songs, artists and albums."""

import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from musicanalyser.model.compilations import COMPILATIONS
from musicanalyser.model.item import Item

_ADD = "insert into {table} (key) values (?) on conflict do nothing"
_SEPARATOR = "\x1f"
"""Between two names of a key: the unit separator of ASCII, which is in no name."""


class EntityKeys(NamedTuple):
    """The keys of the song, the artist and the album that an item names.

    A compilation has no artist.
    """

    song: str
    artist: str | None
    album: str | None


def fold_name(name: str | None) -> str:
    """Return a name without differences of letter case, spacing and Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", name or "").casefold().split())


def song_key(item: Item) -> str:
    """Return the key that all ids of one artist's title share; without a title, the address."""
    if item.title is None:
        return item.uri or ""
    return fold_name(item.artist) + _SEPARATOR + fold_name(item.title)


def add_entities(conn: sqlite3.Connection, items: Iterable[Item]) -> list[EntityKeys]:
    """Add the songs, artists and albums of items that are not known yet; return their keys."""
    keys = [EntityKeys(song_key(item), _artist_key(item), _album_key(item)) for item in items]
    for place, table in enumerate(("songs", "artists", "albums")):
        new = dict.fromkeys(of_item[place] for of_item in keys)
        conn.executemany(_ADD.format(table=table), ((key,) for key in new if key is not None))
    return keys


def insert_row(conn: sqlite3.Connection, statement: str, values: Mapping[str, object]) -> int:
    """Run an insert and return the id of its row."""
    row_id = conn.execute(statement, values).lastrowid
    if row_id is None:  # pragma: no cover - SQLite knows the id of every inserted row
        raise sqlite3.DatabaseError("no row was inserted")
    return row_id


def _artist_key(item: Item) -> str | None:
    folded = None if item.artist is None else fold_name(item.artist)
    return None if folded in COMPILATIONS else folded


def _album_key(item: Item) -> str | None:
    if item.album is None:
        return None
    return fold_name(item.album) + _SEPARATOR + fold_name(item.artist)
