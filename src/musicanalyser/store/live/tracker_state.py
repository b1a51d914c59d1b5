"""What `watch` must remember from one sample to the next, through whatever may happen between."""

import sqlite3

import msgspec

from musicanalyser.listening.tracking.tracker import State

_LOAD = "select state from watching where id = 1"
_SAVE = """
insert into watching (id, saved_ms, state) values (1, :saved_ms, :state)
on conflict (id) do update set saved_ms = excluded.saved_ms, state = excluded.state
"""


def load(conn: sqlite3.Connection) -> State:
    """Return the state as it was last saved; a new one if there is none that can be read."""
    found = conn.execute(_LOAD).fetchone()
    if found is None:
        return State()
    try:
        return msgspec.json.decode(found[0], type=State)
    except (msgspec.ValidationError, msgspec.DecodeError):  # of another version: begin anew
        return State()


def save(conn: sqlite3.Connection, state: State, *, at_ms: int) -> None:
    """Save the state; it belongs into the transaction of what it led to."""
    text = msgspec.json.encode(state).decode()
    conn.execute(_SAVE, {"saved_ms": at_ms, "state": text})


def forget(conn: sqlite3.Connection) -> None:
    """Forget the state, and with it the play that is open."""
    conn.execute("delete from watching")
