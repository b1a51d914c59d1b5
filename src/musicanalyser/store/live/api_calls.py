"""The calls to Spotify's API of the last days, which Spotify limits."""

import sqlite3

_ADD = "insert into api_calls (at_ms, endpoint, status) values (:at_ms, :endpoint, :status)"
_COUNT = "select count(*) from api_calls where at_ms > :since_ms and at_ms <= :until_ms"
_ENDPOINTS = """
select endpoint, count(*) from api_calls
where at_ms > :since_ms and at_ms <= :until_ms
group by endpoint
"""
_OLDEST = "select min(at_ms) from api_calls where at_ms > :since_ms"
_LAST_REFUSED = "select at_ms from api_calls where status = 429 order by id desc limit 1"
_DELETE_UNTIL = "delete from api_calls where at_ms <= :at_ms"
_REFUSED_IN_A_ROW = """
select count(*) from api_calls
where status = 429 and endpoint = :endpoint
and id > (
  select coalesce(max(id), 0) from api_calls
  where status between 200 and 299 and endpoint = :endpoint
)
"""


def add(conn: sqlite3.Connection, *, at_ms: int, endpoint: str, status: int) -> None:
    """Add a call; ``status`` is the HTTP status, 0 if no answer came."""
    conn.execute(_ADD, {"at_ms": at_ms, "endpoint": endpoint, "status": status})


def count_between(conn: sqlite3.Connection, since_ms: int, until_ms: int) -> int:
    """Return the number of calls after ``since_ms``, up to and including ``until_ms``."""
    values = {"since_ms": since_ms, "until_ms": until_ms}
    return int(conn.execute(_COUNT, values).fetchone()[0])


def count_by_endpoint(conn: sqlite3.Connection, since_ms: int, until_ms: int) -> dict[str, int]:
    """Return the same number for each endpoint, which takes much longer."""
    values = {"since_ms": since_ms, "until_ms": until_ms}
    return dict(conn.execute(_ENDPOINTS, values).fetchall())


def oldest_since(conn: sqlite3.Connection, since_ms: int) -> int | None:
    """Return when the first call after ``since_ms`` was made, ``None`` if there is none."""
    (at_ms,) = conn.execute(_OLDEST, {"since_ms": since_ms}).fetchone()
    return None if at_ms is None else int(at_ms)


def last_refused_ms(conn: sqlite3.Connection) -> int | None:
    """Return when Spotify last refused a call as one too many, ``None`` if it never did."""
    found = conn.execute(_LAST_REFUSED).fetchone()
    return None if found is None else int(found[0])


def refused_in_a_row(conn: sqlite3.Connection, endpoint: str) -> int:
    """Return how many calls of an endpoint were refused as too many since its last success."""
    return int(conn.execute(_REFUSED_IN_A_ROW, {"endpoint": endpoint}).fetchone()[0])


def delete_until(conn: sqlite3.Connection, at_ms: int) -> None:
    """Delete the calls up to and including a moment."""
    conn.execute(_DELETE_UNTIL, {"at_ms": at_ms})
