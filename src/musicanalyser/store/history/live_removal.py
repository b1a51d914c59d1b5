"""Removes from the history what came through Spotify's API."""

import json
import sqlite3

from musicanalyser.model.origin import LIVE, NAMED_BY_API, Origin
from musicanalyser.store.history.tracks import restore_service_names

_OF_LIVE = """
select id from sightings where class_id in (
  select id from sighting_classes where source in (select value from json_each(:origins))
)
"""
_REMOVE_DERIVED = (
    f"delete from play_bounds where play_id in ({_OF_LIVE})",  # noqa: S608 - of constants
    f"delete from merged where sighting_id in ({_OF_LIVE}) or play_id in ({_OF_LIVE})",  # noqa: S608 - of constants
    f"delete from plays where coalesce(best_id, id) in ({_OF_LIVE}) or id in ({_OF_LIVE})",  # noqa: S608 - of constants
    f"delete from observations where sighting_id in ({_OF_LIVE})",  # noqa: S608 - of constants
)
_REMOVE_SPANS = "delete from known_spans where origin in (select value from json_each(:origins))"
_REMOVE = f"delete from sightings where id in ({_OF_LIVE})"  # noqa: S608 - of constants
_CLEAR_NAMES = (
    "update tracks set told_ms = null where told_ms is not null",
    "delete from service_names where track_id not in (select track_id from sightings)",
    "delete from tracks where id not in (select track_id from sightings)",
    """
    insert into songs (key)
    select coalesce(uri, '') from tracks where name_rank = :by_api
    on conflict do nothing
    """,
    """
    update tracks
    set title = null, artist = null, album = null,
      named_artist_id = null, named_album_id = null, artist_id = null, album_id = null,
      (named_song_id, song_id) = (select id, id from songs where key = coalesce(uri, '')),
      ruled_title = null, ruled_artist = null, ruled_album = null, ruled_by = null,
      name_rank = :by_export,
      named_ms = (select max(ended_ms) from sightings where track_id = tracks.id)
    where name_rank = :by_api
    """,
)
_REMOVE_UNUSED = (
    """
    delete from songs
    where id not in (select song_id from tracks union select named_song_id from tracks)
    """,
    """
    delete from artists
    where id not in (
      select artist_id from tracks where artist_id > 0
      union select named_artist_id from tracks where named_artist_id > 0
    )
    """,
    """
    delete from albums
    where id not in (
      select album_id from tracks where album_id > 0
      union select named_album_id from tracks where named_album_id > 0
    )
    """,
)


def remove_live(conn: sqlite3.Connection) -> int:
    """Remove the sightings of live origins, and tracks and names without others; return how many.

    Their known spans and plays are removed too. All plays must be derived again afterwards.
    """
    parameters = {"origins": json.dumps(LIVE)}
    for statement in _REMOVE_DERIVED:
        conn.execute(statement, parameters)
    conn.execute(_REMOVE_SPANS, parameters)
    removed = conn.execute(_REMOVE, parameters).rowcount
    ranks = {"by_api": NAMED_BY_API, "by_export": Origin.EXTENDED.traits.name_rank}
    for statement in _CLEAR_NAMES:
        conn.execute(statement, ranks)
    restore_service_names(conn)
    for statement in _REMOVE_UNUSED:
        conn.execute(statement)
    return removed
