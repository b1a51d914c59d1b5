"""How often a track or an artist was played, skipped plays included."""

import sqlite3

_OF_TRACK = "select count(*) from v_plays where uri = :uri"
_OF_ARTIST = """
select count(*) from v_plays
where started_ms >= :since_ms and artist = :artist
"""


def count_of_track(conn: sqlite3.Connection, uri: str) -> int:
    """Return how many plays of a track there are."""
    return int(conn.execute(_OF_TRACK, {"uri": uri}).fetchone()[0])


def count_of_artist(conn: sqlite3.Connection, artist: str, *, since_ms: int) -> int:
    """Return how many plays of an artist started at a moment or later."""
    found = conn.execute(_OF_ARTIST, {"artist": artist, "since_ms": since_ms})
    return int(found.fetchone()[0])
