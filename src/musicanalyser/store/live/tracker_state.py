"""The state of the tracker, saved after each sample so that `watch` can be killed at any moment."""

import sqlite3

import msgspec

from musicanalyser.listening.tracking.state import TrackerState

_LOAD = "select state from watching where id = 1"
_SAVE = """
insert into watching (id, saved_ms, state) values (1, :saved_ms, :state)
on conflict (id) do update set saved_ms = excluded.saved_ms, state = excluded.state
"""


def load(conn: sqlite3.Connection) -> TrackerState:
    """Return the saved state; a new one if there is none, or it is of another version."""
    found = conn.execute(_LOAD).fetchone()
    if found is None:
        return TrackerState()
    try:
        return msgspec.json.decode(found[0], type=TrackerState)
    except (msgspec.ValidationError, msgspec.DecodeError):
        return TrackerState()


def save(conn: sqlite3.Connection, state: TrackerState, *, at_ms: int) -> None:
    """Save the state, in the same transaction as the plays it led to."""
    text = msgspec.json.encode(state).decode()
    conn.execute(_SAVE, {"saved_ms": at_ms, "state": text})


def delete(conn: sqlite3.Connection) -> None:
    """Delete the state, and with it the open play."""
    conn.execute("delete from watching")
