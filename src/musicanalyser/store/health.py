"""The health of a database: its counts, and what is wrong with it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from musicanalyser.store.migrations import migrate

_COUNTS = """
select
  (select count(*) from sightings),
  (select count(*) from plays),
  (select count(*) from tracks),
  (select min(started_ms) from plays),
  (select max(started_ms) from plays),
  (
    select count(*) from runs
    where finished_ms is null
    and id > (select coalesce(max(id), 0) from runs where finished_ms is not null)
  )
"""

_SCHEMA = "select name, sql from sqlite_master where sql is not null order by name"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseHealth:
    """The result of an examination.

    ``first_ms`` and ``last_ms`` are the starts of the first and last play in ms since 1970 UTC,
    ``None`` without plays.
    """

    schema_version: int
    sightings: int
    plays: int
    tracks: int
    first_ms: int | None
    last_ms: int | None
    interrupted_runs: int
    """Runs that did not end, with no later run that did."""
    faults: tuple[str, ...]
    """The findings of SQLite's quick check, and what the schema lacks; empty if all is sound."""
    orphans: int
    """Rows that refer to a missing row."""


def examine_database(conn: sqlite3.Connection, *, full: bool = False) -> DatabaseHealth:
    """Examine a database, which takes a second or two for a million plays.

    ``full`` compares every index with its table too, which takes longer.
    """
    (version,) = conn.execute("pragma user_version").fetchone()
    checks = conn.execute("pragma integrity_check" if full else "pragma quick_check")
    faults = [text for (text,) in checks if text != "ok"]
    faults += _schema_faults(conn)
    orphans = len(conn.execute("pragma foreign_key_check").fetchall())
    sightings, plays, tracks, first_ms, last_ms, interrupted = conn.execute(_COUNTS).fetchone()
    return DatabaseHealth(
        schema_version=version,
        sightings=sightings,
        plays=plays,
        tracks=tracks,
        first_ms=first_ms,
        last_ms=last_ms,
        interrupted_runs=interrupted,
        faults=tuple(faults),
        orphans=orphans,
    )


def _schema_faults(conn: sqlite3.Connection) -> list[str]:
    """Return which tables, indexes and views are missing, or are not those of this version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        migrate(fresh)
        wanted = dict(fresh.execute(_SCHEMA).fetchall())
    found = dict(conn.execute(_SCHEMA).fetchall())
    missing = [f"{name} is missing" for name in wanted if name not in found]
    changed = [
        f"{name} was changed" for name in wanted if name in found and found[name] != wanted[name]
    ]
    return missing + changed
