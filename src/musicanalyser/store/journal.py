"""The journal of runs that wrote: when each began, and how it ended."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime

from musicanalyser.timespan import to_ms

_BEGIN = "insert into runs (command, started_ms) values (:command, :started_ms)"
_END = "update runs set finished_ms = :finished_ms, outcome = :outcome where id = :id"
_LAST = """
select started_ms, outcome from runs
where command = :command and finished_ms is not null
order by id desc
limit 1
"""


def begin_run(conn: sqlite3.Connection, command: str, *, at: datetime) -> int:
    """Note that a run of a command begins; return its id. A run without an end was killed."""
    values = {"command": command, "started_ms": to_ms(at)}
    return conn.execute(_BEGIN, values).lastrowid or 0


def end_run(conn: sqlite3.Connection, run_id: int, outcome: str, *, at: datetime) -> None:
    """Note how and when a run ended."""
    conn.execute(_END, {"id": run_id, "finished_ms": to_ms(at), "outcome": outcome})


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecord:
    """A run that ended: when it began, in ms since 1970 UTC, and how it ended."""

    started_ms: int
    outcome: str


def find_last_run(conn: sqlite3.Connection, command: str) -> RunRecord | None:
    """Return the last run of a command that ended, ``None`` if there is none."""
    found = conn.execute(_LAST, {"command": command}).fetchone()
    return None if found is None else RunRecord(started_ms=found[0], outcome=found[1])
