"""Artists and albums by name, and the keys that make names equal."""

import sqlite3
import unicodedata
from collections.abc import Mapping

from musicanalyser.model.item import Item

_FIND_ARTIST = "select id from artists where name = :name and uri is null"
_ADD_ARTIST = "insert into artists (name, folded) values (:name, :folded)"
_FIND_ALBUM = "select id from albums where name = :name and artist_id is :artist_id and uri is null"
_ADD_ALBUM = "insert into albums (name, folded, artist_id) values (:name, :folded, :artist_id)"

_SEPARATOR = "\x1f"
"""Between artist and title: the unit separator of ASCII, which is in no name."""


def fold_name(name: str | None) -> str:
    """Return a name without differences of letter case, spacing and Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", name or "").casefold().split())


def song_key(item: Item) -> str:
    """Return the key that all ids of one artist's title share; without a title, the address."""
    if item.title is None:
        return item.uri or ""
    return fold_name(item.artist) + _SEPARATOR + fold_name(item.title)


def find_or_add_artist(conn: sqlite3.Connection, name: str | None) -> int | None:
    """Return the id of an artist by name; ``None`` where there is no name."""
    if name is None:
        return None
    found = conn.execute(_FIND_ARTIST, {"name": name}).fetchone()
    if found:
        return int(found[0])
    return insert_row(conn, _ADD_ARTIST, {"name": name, "folded": fold_name(name)})


def find_or_add_album(
    conn: sqlite3.Connection, name: str | None, artist_id: int | None
) -> int | None:
    """Return the id of an artist's album by name; ``None`` where there is no name."""
    if name is None:
        return None
    values = {"name": name, "folded": fold_name(name), "artist_id": artist_id}
    found = conn.execute(_FIND_ALBUM, values).fetchone()
    return int(found[0]) if found else insert_row(conn, _ADD_ALBUM, values)


def insert_row(conn: sqlite3.Connection, statement: str, values: Mapping[str, object]) -> int:
    """Run an insert and return the id of its row."""
    row_id = conn.execute(statement, values).lastrowid
    if row_id is None:  # pragma: no cover - SQLite knows the id of every inserted row
        raise sqlite3.DatabaseError("no row was inserted")
    return row_id
