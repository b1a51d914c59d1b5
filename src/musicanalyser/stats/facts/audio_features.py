"""The audio features of songs."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from musicanalyser.stats.base.window_totals import WindowTotals, songs_of

SOURCE = "features"
"""The enrichment source that provides them."""
WHAT = "audio features"
CREDIT = "Audio features: ReccoBeats (https://reccobeats.com)."

# If several ids of a song have features, those of the first address are used: they are read last.
# The cross join, here and in the other queries for facts, keeps SQLite from scanning all facts.
_FEATURES = """
select
  t.song_id, f.energy, f.valence, f.danceability, f.acousticness, f.instrumentalness,
  f.speechiness, f.liveness, nullif(f.tempo, 0)
from v_tracks t
cross join v_features f on f.track_id = t.id
where
  t.song_id in ({songs})
  and f.energy is not null and f.valence is not null and f.danceability is not null
order by t.song_id, f.uri desc
"""
_VALENCES = """
select t.song_id, f.valence
from v_tracks t
cross join v_features f on f.track_id = t.id
where
  t.song_id in (select value from json_each(?))
  and f.energy is not null and f.valence is not null and f.danceability is not null
order by t.song_id, f.uri desc
"""
_ANY = """
select exists (select 1 from v_facts f where f.source = 'features' and f.status = 'found')
"""


class Features(NamedTuple):
    """The audio features of a song, from 0 to 1; ``None`` is unknown.

    They are defined at
    https://developer.spotify.com/documentation/web-api/reference/get-audio-features.
    """

    energy: float
    valence: float
    danceability: float
    acousticness: float | None = None
    instrumentalness: float | None = None
    speechiness: float | None = None
    liveness: float | None = None
    tempo: float | None = None
    """Beats per minute."""


def features_of(conn: sqlite3.Connection, *windows: WindowTotals) -> Mapping[int, Features]:
    """Return the known features of the songs of some windows, by song."""
    rows = conn.execute(_FEATURES.format(songs=songs_of(windows)))
    return {song_id: Features._make(features) for song_id, *features in rows}


def valences_of(conn: sqlite3.Connection, songs: Iterable[int]) -> Mapping[int, float]:
    """Return the valence of those songs whose features are known, by song."""
    return dict(conn.execute(_VALENCES, (json.dumps([*songs]),)))


def has_features(conn: sqlite3.Connection) -> bool:
    """Return whether features of any track are known."""
    return bool(conn.execute(_ANY).fetchone()[0])
