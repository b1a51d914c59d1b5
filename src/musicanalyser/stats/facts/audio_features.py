"""How the songs sound that were heard, as audio features tell it."""

import json
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from musicanalyser.stats.base.heard import WindowTotals

SOURCE = "features"
"""Which source of facts tells of features."""
WHAT = "known audio features"
CREDIT = "Audio features: ReccoBeats (https://reccobeats.com)."

# Of several ids with features those of the first address hold, which is read last. The cross join,
# here and wherever facts are looked up, keeps SQLite from walking through all facts there are.
_FEATURES = """
select
  t.song_key, f.energy, f.valence, f.danceability, f.acousticness, f.instrumentalness,
  f.speechiness, f.liveness, nullif(f.tempo, 0)
from v_tracks t
cross join v_features f on f.track_id = t.id
where
  t.song_key in (select value from json_each(:songs))
  and f.energy is not null and f.valence is not null and f.danceability is not null
order by t.song_key, f.uri desc
"""
_ANY = """
select exists (select 1 from v_facts f where f.source = 'features' and f.status = 'found')
"""


class Features(NamedTuple):
    """The features of a song, from 0 to 1 and as Spotify once defined them; ``None`` is unknown.

    See https://developer.spotify.com/documentation/web-api/reference/get-audio-features.
    """

    energy: float
    valence: float
    danceability: float
    acousticness: float | None = None
    instrumentalness: float | None = None
    speechiness: float | None = None
    liveness: float | None = None
    tempo: float | None = None
    """Beats a minute."""


def features_of(conn: sqlite3.Connection, *heard: WindowTotals) -> Mapping[str, Features]:
    """Return the features of what was heard in some windows, by song."""
    songs = sorted({one.song_key for tally in heard for one in tally.ids})
    rows = conn.execute(_FEATURES, {"songs": json.dumps(songs)})
    return {song_key: Features._make(features) for song_key, *features in rows}


def any_features(conn: sqlite3.Connection) -> bool:
    """Tell whether the features of any track at all are known."""
    return bool(conn.execute(_ANY).fetchone()[0])
