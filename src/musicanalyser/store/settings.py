"""What the database must know about its derived values, and about the service that it asks."""

import sqlite3

TIMEZONE = "timezone"
"""The IANA name of the zone whose local days the plays bear."""
LENGTHS_STALE = "lengths_stale"
"""``1`` while plays have been added since the lengths of tracks were measured."""
BLOCKED_UNTIL_MS = "spotify_blocked_until_ms"
"""Until when Spotify wants no more calls."""
LEARNT_CALLS = "spotify_learnt_calls"
"""How many calls in 24 hours were too many for Spotify."""
INGESTED_MS = "spotify_ingested_ms"
"""When the list of recent plays was last read."""

_GET = "select value from settings where key = :key"
_SET = """
insert into settings (key, value) values (:key, :value)
on conflict (key) do update set value = excluded.value
"""


def get(conn: sqlite3.Connection, key: str) -> str | None:
    """Return a setting, or ``None`` if it was never set."""
    found = conn.execute(_GET, {"key": key}).fetchone()
    return None if found is None else str(found[0])


def put(conn: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a setting."""
    conn.execute(_SET, {"key": key, "value": value})


def number(conn: sqlite3.Connection, key: str) -> int | None:
    """Return a setting that holds a whole number, or ``None`` if it was never set."""
    text = get(conn, key)
    return None if text is None else int(text)
