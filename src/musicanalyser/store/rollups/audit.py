"""Compares the roll-ups with the plays that they are sums of."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from musicanalyser.store.rollups import upkeep

_TABLES = (
    *("track_totals", "entity_totals", "hour_totals", "sessions"),
    *("year_totals", "song_peaks", "album_runs", "song_facts", "confidence_checks"),
)
_CREATE = "select sql from main.sqlite_master where type = 'table' and name = ?"
_LATEST_PLAY = "select coalesce(max(id), 0) from plays"
_DIFFERENT = """
select exists (
  select * from (select * from main.{table} except select * from temp.{table})
  union all
  select * from (select * from temp.{table} except select * from main.{table})
)
"""

_QUICKLY_COMPARED = 200_000


def is_quick(conn: sqlite3.Connection) -> bool:
    """Return whether a comparison takes no more than about a second."""
    (latest,) = conn.execute(_LATEST_PLAY).fetchone()
    return bool(latest <= _QUICKLY_COMPARED)


def differing_tables(conn: sqlite3.Connection) -> list[str]:
    """Return the names of the roll-ups that are not what their plays make them.

    They are summed anew into temporary tables of a connection for reading: others can write
    meanwhile.
    """
    with _scratch_tables(conn):
        upkeep.sum_all(conn)
        return [
            table for table in _TABLES if conn.execute(_DIFFERENT.format(table=table)).fetchone()[0]
        ]


@contextmanager
def _scratch_tables(conn: sqlite3.Connection) -> Iterator[None]:
    """Hide the roll-ups behind empty temporary tables of the same names, at one moment."""
    conn.execute("begin")
    try:
        for table in _TABLES:
            (create,) = conn.execute(_CREATE, (table,)).fetchone()
            conn.execute(create.replace("CREATE TABLE", "create temp table", 1))
        yield
    finally:
        conn.execute("rollback")
