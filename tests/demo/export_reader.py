"""Functions that read the files of an export."""

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

import orjson

from musicanalyser.demo import ExportFile, make_extended_history

Row = dict[str, Any]

UNTIL = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")
LATE = frozenset({"logout", "unexpected-exit", "unexpected-exit-while-paused"})
_STAMPS_IN_MS = 10**11
_JUNK = 100


def rows_of(file: ExportFile) -> list[Row]:
    rows: list[Row] = orjson.loads(file.content)
    return rows


@cache
def history() -> tuple[ExportFile, ...]:
    """Return the files of a history of the default length."""
    return tuple(make_extended_history(until=UNTIL))


@cache
def history_rows() -> dict[str, list[Row]]:
    """Return the rows of `history` by file name."""
    return {file.name: rows_of(file) for file in history()}


def rows_from(medium: str) -> list[Row]:
    """Return the rows of all audio files, or of the video file."""
    return [row for name, rows in history_rows().items() if medium in name for row in rows]


def stamp(row: Row) -> datetime:
    return datetime.fromisoformat(row["ts"])


def started(row: Row) -> datetime:
    at = row["offline_timestamp"]
    if at is None or at < _JUNK:
        return stamp(row) - timedelta(milliseconds=row["ms_played"])
    return datetime.fromtimestamp(at / 1000 if at > _STAMPS_IN_MS else at, tz=UTC)


def age_in_days(row: Row) -> int:
    return (UNTIL - started(row)).days
