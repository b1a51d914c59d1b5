"""The calls to Spotify's API, counted, as Spotify limits how many there may be in 24 hours."""

import sqlite3

_ADD = "insert into api_calls (at_ms, endpoint, status) values (:at_ms, :endpoint, :status)"
_COUNT = "select count(*) from api_calls where at_ms > :since_ms and at_ms <= :until_ms"
_OLDEST = "select min(at_ms) from api_calls where at_ms > :since_ms"
_LAST_REFUSED = "select at_ms from api_calls where status = 429 order by id desc limit 1"
_FORGET = "delete from api_calls where at_ms <= :at_ms"
_REFUSED_IN_A_ROW = """
select count(*) from api_calls
where status = 429
and id > (select coalesce(max(id), 0) from api_calls where status between 200 and 299)
"""


def add(conn: sqlite3.Connection, *, at_ms: int, endpoint: str, status: int) -> None:
    """Count a call; ``status`` is that of HTTP, 0 if nothing was answered."""
    conn.execute(_ADD, {"at_ms": at_ms, "endpoint": endpoint, "status": status})


def count_between(conn: sqlite3.Connection, since_ms: int, until_ms: int) -> int:
    """Return how many calls there have been after a moment, and until another."""
    values = {"since_ms": since_ms, "until_ms": until_ms}
    return int(conn.execute(_COUNT, values).fetchone()[0])


def oldest_since(conn: sqlite3.Connection, since_ms: int) -> int | None:
    """Return when the first call since then was made."""
    (at_ms,) = conn.execute(_OLDEST, {"since_ms": since_ms}).fetchone()
    return None if at_ms is None else int(at_ms)


def last_refused_ms(conn: sqlite3.Connection) -> int | None:
    """Return when the latest of the calls was made that were refused as too many."""
    found = conn.execute(_LAST_REFUSED).fetchone()
    return None if found is None else int(found[0])


def refused_in_a_row(conn: sqlite3.Connection) -> int:
    """Return how many calls have been refused as too many since the last that was answered."""
    return int(conn.execute(_REFUSED_IN_A_ROW).fetchone()[0])


def forget_before(conn: sqlite3.Connection, at_ms: int) -> None:
    """Forget the calls up to a moment."""
    conn.execute(_FORGET, {"at_ms": at_ms})
