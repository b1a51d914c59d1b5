"""The health of a database: its counts, and what is wrong with it."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from musicanalyser.store.schema_steps import run_step, step_names

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
class HistorySize:
    """What a history holds.

    ``first_ms`` and ``last_ms`` are the starts of the first and last play in ms since 1970 UTC,
    ``None`` without plays.
    """

    sightings: int
    plays: int
    tracks: int
    first_ms: int | None
    last_ms: int | None
    interrupted_runs: int
    """Runs that did not end, with no later run that did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What is wrong with the content of a database."""

    faults: tuple[str, ...]
    """The findings of SQLite; empty if all is sound."""
    orphans: int
    """Rows that refer to a missing row."""


def measure_history(conn: sqlite3.Connection) -> HistorySize:
    """Count what a history holds, which takes no more than milliseconds."""
    sightings, plays, tracks, first_ms, last_ms, interrupted = conn.execute(_COUNTS).fetchone()
    return HistorySize(
        sightings=sightings,
        plays=plays,
        tracks=tracks,
        first_ms=first_ms,
        last_ms=last_ms,
        interrupted_runs=interrupted,
    )


def find_damage(conn: sqlite3.Connection, *, full: bool) -> Damage:
    """Read the whole database to find damage, which takes a second or two for a million plays.

    ``full`` compares every index with its table too, which takes longer.
    """
    checks = conn.execute("pragma integrity_check" if full else "pragma quick_check")
    return Damage(
        faults=tuple(text for (text,) in checks if text != "ok"),
        orphans=len(conn.execute("pragma foreign_key_check").fetchall()),
    )


def schema_faults(conn: sqlite3.Connection) -> tuple[str, ...]:
    """Return which tables, indexes and views are missing, or are not those of this version."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        for step in step_names():
            run_step(fresh, step)
        wanted = dict(fresh.execute(_SCHEMA).fetchall())
    found = dict(conn.execute(_SCHEMA).fetchall())
    missing = [f"{name} is missing" for name in wanted if name not in found]
    changed = [
        f"{name} was changed" for name in wanted if name in found and found[name] != wanted[name]
    ]
    return (*missing, *changed)
