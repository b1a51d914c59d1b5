"""The artist of each song at Spotify, also for songs that no source knows."""

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Mapping

from musicanalyser.stats.base.window_totals import WindowTotals, songs_of

_SONGS = """
select distinct t.song_id, t.artist_key
from v_tracks t
where t.song_id in ({songs}) and t.artist_key is not null
"""
_OWN = """
select t.song_id, min(f.artist_uri)
from v_tracks t
cross join v_track_facts f on f.track_id = t.id
where t.song_id in ({songs}) and f.artist_uri is not null
group by t.song_id
"""
_OF_ARTISTS = """
with named as materialized (
  select t.id, t.song_key, t.artist_key
  from v_tracks t
  where t.artist_key in (select value from json_each(:artists))
)
select t.artist_key, f.artist_uri, count(distinct t.song_key)
from named t
cross join v_track_facts f on f.track_id = t.id
where f.artist_uri is not null
group by t.artist_key, f.artist_uri
"""


def artists_of(conn: sqlite3.Connection, *windows: WindowTotals) -> Mapping[int, str]:
    """Return the address of the artist of each song of some windows, by song.

    A source names the artist of the songs that it knows. Another song has the address that most
    known songs under the same artist's name have. Compilations have no artist.
    """
    songs = songs_of(windows)
    own: dict[int, str] = dict(conn.execute(_OWN.format(songs=songs)).fetchall())
    rows = conn.execute(_SONGS.format(songs=songs))
    lacking = {song: artist for song, artist in rows if song not in own}
    by_artist = _addresses(conn, {*lacking.values()}) if lacking else {}
    named = {song: by_artist[artist] for song, artist in lacking.items() if artist in by_artist}
    return {**own, **named}


def _addresses(conn: sqlite3.Connection, artists: set[str]) -> Mapping[str, str]:
    """Return the address of each artist that most of its known songs have."""
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for artist, uri, songs in conn.execute(_OF_ARTISTS, {"artists": json.dumps(sorted(artists))}):
        votes[artist][uri] = songs
    return {
        artist: min(found, key=lambda uri: (-found[uri], uri)) for artist, found in votes.items()
    }
