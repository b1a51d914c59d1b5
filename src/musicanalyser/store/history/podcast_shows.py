"""Podcasts among the music of account data, recognised by the names of their shows.

Before 2024 account data listed an episode like a track, with the show as the artist.
"""

import sqlite3

from musicanalyser.store.history.names import fold_name

_ADD = "insert into podcast_shows (folded) values (?) on conflict do nothing"
_SETTLE = """
with artists_of_tracks as (
  select t.id, t.uri, a.folded
  from tracks t
  join track_artists ta on ta.track_id = t.id and ta.position = 0
  join artists a on a.id = ta.artist_id
),
shows as (
  select folded from podcast_shows
  union select folded from artists_of_tracks where uri like 'spotify:episode:%'
  union select folded from artists_of_tracks
  where id in (select track_id from sightings where source = 'spotify-account' and kind = 'podcast')
  except select folded from artists_of_tracks where uri like 'spotify:track:%'
),
settled as (
  select p.id, case when a.folded in (select folded from shows) then 'podcast' else 'music' end kind
  from plays p
  join sightings s on s.id = p.sighting_id and s.kind = 'music'
  join artists_of_tracks a on a.id = p.track_id
  where p.source = 'spotify-account'
)
update plays set kind = settled.kind
from settled
where settled.id = plays.id and settled.kind <> plays.kind
"""
_COUNT = """
select count(*) from plays p
join sightings s on s.id = p.sighting_id
where p.source = 'spotify-account' and p.kind = 'podcast' and s.kind = 'music'
"""


def add(conn: sqlite3.Connection, name: str) -> None:
    """Add the name of a show."""
    conn.execute(_ADD, (fold_name(name),))


def settle(conn: sqlite3.Connection) -> None:
    """Make plays of account data podcasts if their artist is a show, and music if it is not.

    A show is known from the library, from rows that name their show, or from episodes with an
    address. A name that is also the artist of a track with an address is no show.
    """
    conn.execute(_SETTLE)


def count_plays(conn: sqlite3.Connection) -> int:
    """Return how many plays are podcasts by the name of their show alone."""
    return int(conn.execute(_COUNT).fetchone()[0])
