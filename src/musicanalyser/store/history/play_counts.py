"""How often a track or an artist was played, skipped plays included."""

import sqlite3

_OF_TRACK = "select count(*) from v_plays where uri = :uri"
_OF_ARTIST = """
select count(*) from v_plays
where started_ms >= :since_ms and artist = coalesce(
  (select artist from v_tracks where uri = :uri), :artist
)
"""


def count_of_track(conn: sqlite3.Connection, uri: str) -> int:
    """Return how many plays of a track there are."""
    return int(conn.execute(_OF_TRACK, {"uri": uri}).fetchone()[0])


def count_of_artist(conn: sqlite3.Connection, artist: str, uri: str, *, since_ms: int) -> int:
    """Return how many plays of the artist of a track started at a moment or later.

    A track that was played before has the artist that it counts for by the rules of the listener.
    """
    found = conn.execute(_OF_ARTIST, {"artist": artist, "uri": uri, "since_ms": since_ms})
    return int(found.fetchone()[0])
