"""Values that the database holds about itself, and about the calls to Spotify."""

import sqlite3

TIMEZONE = "timezone"
"""The IANA name of the time zone of the stored local days."""
ZONES = "zones"
"""The trips of the setting `zones`, in its normal form."""
BLOCKED_UNTIL_MS = "spotify_blocked_until_ms"
"""The end of a pause that Spotify asked for, in ms since 1970 UTC; also one for each family."""
LEARNT_CALLS = "spotify_learnt_calls"
"""The number of calls in 24 hours at which Spotify refused more; one for each family."""
LEARNT_MS = "spotify_learnt_ms"
"""When that was, in ms since 1970 UTC; one for each family."""
INGESTED_MS = "spotify_ingested_ms"
"""When the list of recent plays was last read, in ms since 1970 UTC."""

_REMOVE = "delete from settings where key = :key"
_GET = "select value from settings where key = :key"
_SET = """
insert into settings (key, value) values (:key, :value)
on conflict (key) do update set value = excluded.value
"""


def get(conn: sqlite3.Connection, key: str) -> str | None:
    """Return a value, ``None`` if it was never set."""
    found = conn.execute(_GET, {"key": key}).fetchone()
    return None if found is None else str(found[0])


def put(conn: sqlite3.Connection, key: str, value: str) -> None:
    """Store a value."""
    conn.execute(_SET, {"key": key, "value": value})


def remove(conn: sqlite3.Connection, key: str) -> None:
    """Remove a value."""
    conn.execute(_REMOVE, {"key": key})


def of_family(key: str, family: str) -> str:
    """Return the key of a value that each family of endpoints has."""
    return f"{key}:{family}"


def get_number(conn: sqlite3.Connection, key: str) -> int | None:
    """Return a value that is a whole number, ``None`` if it was never set."""
    text = get(conn, key)
    return None if text is None else int(text)
