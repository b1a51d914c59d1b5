"""Databases to import into, and their contents afterwards."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.flows.importing.import_run import ImportProgress, import_history
from musicanalyser.flows.importing.row_outcomes import FileResult, ImportResult, RowOutcome
from musicanalyser.store.connection import open_scratch_copy

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2025, 6, 30, 20, tzinfo=UTC)

_PLAYS = """
select
  started_ms, ended_ms, heard_ms, length_ms, kind, private, verdict, reason_end, title, artist,
  album, uri, source, local_day, local_hour
from v_plays
order by started_ms, ended_ms, title, uri, heard_ms, reason_end, artist, album, verdict
"""
_TABLES = "select name from sqlite_master where type = 'table' order by name"
_MOMENT_TABLES = {"runs", "_sqlite_migrations"}
"""The tables that hold when something was done."""


@cache
def _template() -> sqlite3.Connection:
    return open_scratch_copy(Path(__file__) / "missing.db")


def blank() -> sqlite3.Connection:
    """Return an empty database in memory."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    _template().backup(conn)
    conn.execute("pragma foreign_keys = on")
    return conn


def import_into(
    conn: sqlite3.Connection,
    *paths: Path,
    zone: ZoneInfo = ZONE,
    file_zone: ZoneInfo | None = None,
    explain: RowOutcome | None = None,
    progress: Callable[[ImportProgress], None] = lambda _: None,
) -> ImportResult:
    """Import files in one run."""
    return import_history(
        conn,
        paths,
        zone=zone,
        file_zone=file_zone,
        now=lambda: NOW,
        explain=explain,
        progress=progress,
    )


def imported(*paths: Path, zone: ZoneInfo = ZONE) -> sqlite3.Connection:
    """Return a database after one run for each path."""
    conn = blank()
    for path in paths:
        import_into(conn, path, zone=zone)
    return conn


def outcomes(file: FileResult) -> dict[str | None, dict[str, int]]:
    """Return the counts of a file by year."""
    found: dict[str | None, dict[str, int]] = {}
    for (year, outcome), count in file.counts.items():
        found.setdefault(year, {})[outcome.value] = count
    return found


def plays(conn: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Return all columns of all plays except the ids."""
    return conn.execute(_PLAYS).fetchall()


def tables(
    conn: sqlite3.Connection, *, without: Sequence[str] = ()
) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of all tables in their own order, except those of the moment."""
    names = [name for (name,) in conn.execute(_TABLES) if name not in {*_MOMENT_TABLES, *without}]
    return {
        name: sorted(conn.execute(f"select * from {name}"), key=repr)  # noqa: S608 - a name of ours
        for name in names
    }


def assert_sound(conn: sqlite3.Connection) -> None:
    """Check that the database is whole, and that every sighting is in exactly one play."""
    assert conn.execute("pragma foreign_key_check").fetchall() == []
    assert conn.execute("pragma quick_check").fetchall() == [("ok",)]
    sightings = [row_id for (row_id,) in conn.execute("select id from sightings order by id")]
    in_plays = "select id from plays union all select sighting_id from merged order by 1"
    assert [row_id for (row_id,) in conn.execute(in_plays)] == sightings
