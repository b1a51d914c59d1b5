"""The keys that make names equal, and the numbers of songs, artists and albums."""

import sqlite3
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple, overload

from musicanalyser.model.item import Item

_SEPARATOR = "\x1f"
"""Between two names of a key: the unit separator of ASCII, which is in no name."""
_COMPILATIONS = frozenset(
    {
        "aa. vv.", "aa.vv.", "artistes divers", "artistes variés", "artisti vari",
        "blandade artister", "divers artistes", "diverse artiesten", "diverse artister",
        "diverse interpreten", "diverse kunstnere", "diverși artiști", "eri esittäjiä",
        "különböző előadók", "multi-interprètes", "olika artister", "różni artyści",
        "różni wykonawcy", "rôzni interpreti", "různí interpreti", "různí umělci", "v.a.", "v/a",
        "varios artistas", "varios intérpretes", "various artists", "verschiedene interpreten",
        "verschiedene künstler", "verschillende artiesten", "vários artistas",
        "vários intérpretes", "çeşitli sanatçılar", "διάφοροι καλλιτέχνεσ",  # noqa: RUF001
        "разные исполнители", "різні виконавці", "אמנים שונים", "فنانون متنوعون", "オムニバス",
        "ヴァリアス・アーティスツ", "ヴァリアス・アーティスト", "华语群星", "群星", "여러 아티스트",
    }
)  # fmt: skip
"""Folded names that stand in the place of an artist and name none: they belong to compilations."""


class EntityIds(NamedTuple):
    """What a track is one of: its song, artist and album, by their numbers."""

    song_id: int
    artist_id: int | None
    album_id: int | None


def fold_name(name: str | None) -> str:
    """Return a name without differences of letter case, spacing and Unicode form."""
    return " ".join(unicodedata.normalize("NFKC", name or "").casefold().split())


def song_key(item: Item) -> str:
    """Return the key that all ids of one artist's title share; without a title, the address."""
    if item.title is None:
        return item.uri or ""
    return fold_name(item.artist) + _SEPARATOR + fold_name(item.title)


def find_or_add_entities(conn: sqlite3.Connection, item: Item) -> EntityIds:
    """Return the numbers of the song, the artist and the album that an item names.

    A compilation has no artist.
    """
    return EntityIds(
        _find_or_add(conn, "songs", song_key(item)),
        _find_or_add(conn, "artists", _artist_key(item)),
        _find_or_add(conn, "albums", _album_key(item)),
    )


def insert_row(conn: sqlite3.Connection, statement: str, values: Mapping[str, object]) -> int:
    """Run an insert and return the id of its row."""
    row_id = conn.execute(statement, values).lastrowid
    if row_id is None:  # pragma: no cover - SQLite knows the id of every inserted row
        raise sqlite3.DatabaseError("no row was inserted")
    return row_id


def _artist_key(item: Item) -> str | None:
    folded = None if item.artist is None else fold_name(item.artist)
    return None if folded in _COMPILATIONS else folded


def _album_key(item: Item) -> str | None:
    if item.album is None:
        return None
    return fold_name(item.album) + _SEPARATOR + fold_name(item.artist)


@overload
def _find_or_add(conn: sqlite3.Connection, table: str, key: str) -> int: ...
@overload
def _find_or_add(conn: sqlite3.Connection, table: str, key: str | None) -> int | None: ...
def _find_or_add(conn: sqlite3.Connection, table: str, key: str | None) -> int | None:
    if key is None:
        return None
    found = conn.execute(f"select id from {table} where key = :key", {"key": key}).fetchone()  # noqa: S608
    if found:
        return int(found[0])
    return insert_row(conn, f"insert into {table} (key) values (:key)", {"key": key})  # noqa: S608
