"""Artists and albums by name, and the keys under which names are the same."""

import sqlite3
import unicodedata
from collections.abc import Mapping

from musicanalyser.model import Item

_FIND_ARTIST = "select id from artists where name = :name and uri is null"
_ADD_ARTIST = "insert into artists (name, folded) values (:name, :folded)"
_FIND_ALBUM = "select id from albums where name = :name and artist_id is :artist_id and uri is null"
_ADD_ALBUM = "insert into albums (name, folded, artist_id) values (:name, :folded, :artist_id)"

_SEPARATOR = "\x1f"


def fold(name: str | None) -> str:
    """Return a name with letter case, spacing and Unicode form evened out."""
    return " ".join(unicodedata.normalize("NFKC", name or "").casefold().split())


def song_of(item: Item) -> str:
    """Return the key under which items with the same artist and title are one track."""
    if item.title is None:
        return item.uri or ""
    return fold(item.artist) + _SEPARATOR + fold(item.title)


def artist(conn: sqlite3.Connection, name: str | None) -> int | None:
    """Find or add an artist by name; ``None`` where there is no name."""
    if name is None:
        return None
    found = conn.execute(_FIND_ARTIST, {"name": name}).fetchone()
    return (
        int(found[0])
        if found
        else inserted(conn, _ADD_ARTIST, {"name": name, "folded": fold(name)})
    )


def album(conn: sqlite3.Connection, name: str | None, artist_id: int | None) -> int | None:
    """Find or add an artist's album by name; ``None`` where there is no name."""
    if name is None:
        return None
    values = {"name": name, "folded": fold(name), "artist_id": artist_id}
    found = conn.execute(_FIND_ALBUM, values).fetchone()
    return int(found[0]) if found else inserted(conn, _ADD_ALBUM, values)


def inserted(conn: sqlite3.Connection, statement: str, values: Mapping[str, object]) -> int:
    """Run an insert and return the id of its row."""
    row_id = conn.execute(statement, values).lastrowid
    if row_id is None:  # pragma: no cover - SQLite tells the id of every inserted row
        raise sqlite3.DatabaseError("no row was inserted")
    return row_id
