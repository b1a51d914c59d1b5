"""The audio features of songs."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import NamedTuple

from musicanalyser.stats.base.known_facts import SongFact

SOURCE = "features"
"""The enrichment source that provides them."""
WHAT = "audio features"
CREDIT = "Audio features: ReccoBeats (https://reccobeats.com)."

_VALENCES = """
select f.song_id, f.valence
from v_song_facts f
where f.song_id in (select value from json_each(?)) and f.energy is not null
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


FEATURES = SongFact(
    columns=tuple(f"f.{name}" for name in Features._fields),
    known="f.energy is not null",
    make=Features,
)
"""Those that lack energy, valence or danceability are unknown."""

MOOD = replace(FEATURES, columns=FEATURES.columns[:3])
"""Energy, valence and danceability alone."""


def valences_of(conn: sqlite3.Connection, songs: Iterable[int]) -> Mapping[int, float]:
    """Return the valence of those songs whose features are known, by song."""
    return dict(conn.execute(_VALENCES, (json.dumps([*songs]),)))


def has_features(conn: sqlite3.Connection) -> bool:
    """Return whether features of any track are known."""
    return bool(conn.execute(_ANY).fetchone()[0])
