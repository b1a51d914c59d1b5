"""Times heard that nobody knows, estimated by the lengths of their tracks."""

import sqlite3

_ANY_UNKNOWN = """
select exists (
  select 1 from plays
  where class_id in (select id from play_classes where heard <> 'known')
)
"""
# What another service states of a track stands in where nothing else is known of its length.
_ESTIMATE = """
with stated as materialized (
  select s.track_id, max(l.length_ms) as length_ms
  from stated_lengths l
  join sightings s on s.id = l.sighting_id
  group by 1
),
lengths as materialized (
  select t.id, coalesce(t.length_ms, o.length_ms) as length_ms
  from tracks t
  left join stated o on o.track_id = t.id
)
update plays
set heard_ms = lengths.length_ms
from lengths
where lengths.id = plays.track_id and lengths.length_ms > 0
and plays.class_id in (select id from play_classes where heard <> 'known')
"""


def has_unknown(conn: sqlite3.Connection) -> bool:
    """Return whether there is any play whose time heard is unknown."""
    return bool(conn.execute(_ANY_UNKNOWN).fetchone()[0])


def estimate(conn: sqlite3.Connection) -> None:
    """Let plays of an unknown time have that of their track, if its length is known."""
    conn.execute(_ESTIMATE)
