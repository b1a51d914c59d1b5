"""The journal of runs: what was done when, and how it ended."""

import sqlite3
from datetime import datetime

from musicanalyser.timespan import to_ms

_BEGIN = "insert into runs (command, started_ms) values (:command, :started_ms)"
_END = "update runs set finished_ms = :finished_ms, outcome = :outcome where id = :id"


def begin(conn: sqlite3.Connection, command: str, *, at: datetime) -> int:
    """Note that a run begins; one that never ends was killed. Return its id."""
    values = {"command": command, "started_ms": to_ms(at)}
    return conn.execute(_BEGIN, values).lastrowid or 0


def end(conn: sqlite3.Connection, run_id: int, outcome: str, *, at: datetime) -> None:
    """Note how a run ended."""
    conn.execute(_END, {"id": run_id, "finished_ms": to_ms(at), "outcome": outcome})
