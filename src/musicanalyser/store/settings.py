"""What the database must know about how its derived values were worked out."""

import sqlite3

TIMEZONE = "timezone"
"""The IANA name of the zone whose local days the plays bear."""
LENGTHS_STALE = "lengths_stale"
"""``1`` while plays have been added since the lengths of tracks were measured."""

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
