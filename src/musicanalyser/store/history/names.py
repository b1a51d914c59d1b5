"""The numbers of songs, artists and albums, by their keys."""

import sqlite3
from collections.abc import Iterable, Mapping

from musicanalyser.model.entity_keys import EntityKeys

_ADD = "insert into {table} (key) values (?) on conflict do nothing"


def add_entities(conn: sqlite3.Connection, keys: Iterable[EntityKeys]) -> None:
    """Add the songs, artists and albums with keys that are not known yet."""
    keys = list(keys)
    for place, table in enumerate(("songs", "artists", "albums")):
        new = dict.fromkeys(of_one[place] for of_one in keys)
        conn.executemany(_ADD.format(table=table), ((key,) for key in new if key is not None))


def insert_row(conn: sqlite3.Connection, statement: str, values: Mapping[str, object]) -> int:
    """Run an insert and return the id of its row."""
    row_id = conn.execute(statement, values).lastrowid
    if row_id is None:  # pragma: no cover - SQLite knows the id of every inserted row
        raise sqlite3.DatabaseError("no row was inserted")
    return row_id
