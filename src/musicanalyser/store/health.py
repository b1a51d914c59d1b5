"""Whether a database is sound, and what is in it."""

import sqlite3
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What an examination found; moments are in ms since 1970 UTC, ``None`` without plays."""

    schema_version: int
    sightings: int
    plays: int
    tracks: int
    first_ms: int | None
    last_ms: int | None
    interrupted_runs: int
    """Runs that were stopped and have not been completed by another since."""
    faults: tuple[str, ...]
    """What SQLite finds wrong with the file; empty if it is sound."""
    orphans: int
    """Rows that refer to a row that is not there."""


def examine(conn: sqlite3.Connection) -> Health:
    """Examine a database; it takes a second or two for a million plays."""
    (version,) = conn.execute("pragma user_version").fetchone()
    faults = tuple(text for (text,) in conn.execute("pragma quick_check") if text != "ok")
    orphans = len(conn.execute("pragma foreign_key_check").fetchall())
    sightings, plays, tracks, first_ms, last_ms, interrupted = conn.execute(_COUNTS).fetchone()
    return Health(
        schema_version=version,
        sightings=sightings,
        plays=plays,
        tracks=tracks,
        first_ms=first_ms,
        last_ms=last_ms,
        interrupted_runs=interrupted,
        faults=faults,
        orphans=orphans,
    )
