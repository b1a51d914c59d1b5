"""Podcasts among the music of account data, recognised by the names of their shows.

Before 2024 account data listed an episode like a track, with the show as the artist.
"""

import sqlite3

from musicanalyser.model.entity_keys import fold_name
from musicanalyser.store.history import plays
from musicanalyser.store.history.plays import Revision

_OF_ACCOUNT = """
p.started_ms between
  (select min(since_ms) from known_spans where origin = 'spotify-account') - 60000
  and (select max(until_ms) from known_spans where origin = 'spotify-account') + 60000
"""
_ADD = "insert into podcast_shows (folded) values (?) on conflict do nothing"
_MISTAKEN = f"""
with artists_of_tracks as (
  select t.id, t.uri, a.key as folded from tracks t join artists a on a.id = t.named_artist_id
),
shows as (
  select folded from podcast_shows
  union select folded from artists_of_tracks where uri like 'spotify:episode:%'
  union select folded from artists_of_tracks
  where id in (
    select track_id from sightings
    where class_id in (
      select id from sighting_classes where source = 'spotify-account' and kind = 'podcast'
    )
  )
  except select folded from artists_of_tracks where uri like 'spotify:track:%'
)
select p.id, settled.kind
from plays p
join play_classes c on c.id = p.class_id and c.source = 'spotify-account'
join sightings s on s.id = coalesce(p.best_id, p.id)
join sighting_classes sc on sc.id = s.class_id and sc.kind = 'music'
join (
  select id, iif(folded in (select folded from shows), 'podcast', 'music') as kind
  from artists_of_tracks
) settled on settled.id = p.track_id
where c.kind <> settled.kind and {_OF_ACCOUNT}
"""  # noqa: S608 - of constants
_COUNT = f"""
select count(*) from plays p
join play_classes c on c.id = p.class_id
join sightings s on s.id = coalesce(p.best_id, p.id)
join sighting_classes sc on sc.id = s.class_id
where c.source = 'spotify-account' and c.kind = 'podcast' and sc.kind = 'music'
and {_OF_ACCOUNT}
"""  # noqa: S608 - of constants


def add(conn: sqlite3.Connection, name: str) -> None:
    """Add the name of a show."""
    conn.execute(_ADD, (fold_name(name),))


def settle(conn: sqlite3.Connection) -> None:
    """Make plays of account data podcasts if their artist is a show, and music if it is not.

    A show is known from the library, from rows that name their show, or from episodes with an
    address. A name that is also the artist of a track with an address is no show.
    """
    mistaken = conn.execute(_MISTAKEN).fetchall()
    plays.revise(conn, (Revision(play_id, kind=kind) for play_id, kind in mistaken))


def count_plays(conn: sqlite3.Connection) -> int:
    """Return how many plays are podcasts by the name of their show alone."""
    return int(conn.execute(_COUNT).fetchone()[0])
