"""How known the songs and their artists are, and what that makes of the one who hears them."""

import json
import sqlite3
from collections.abc import Mapping
from math import log10
from typing import NamedTuple

from musicanalyser.stats.base.heard import WindowTotals

SOURCE = "popularity"
"""Which source of facts tells of it; those it builds on are asked with it."""
WHAT = "known listeners or popularity"
CREDIT = (
    "Listeners of artists: ListenBrainz (https://listenbrainz.org). Popularity of tracks:"
    " ReccoBeats (https://reccobeats.com)."
)

EVERYBODY_LISTENERS = 300_000
"""An artist with so many listeners on ListenBrainz is as mainstream as can be."""
ARTIST_WEIGHT, TRACK_WEIGHT = 0.6, 0.4

# Of several ids the most popular one is what people know the song by.
_SONGS = """
select t.song_key, max(f.popularity), min(f.artist_uri)
from v_tracks t
cross join v_track_facts f on f.track_id = t.id
where t.song_key in (select value from json_each(:songs))
group by t.song_key
"""
_ARTISTS = """
select a.artist_uri, a.listeners
from v_artist_facts a
where a.artist_uri in (select value from json_each(:artists)) and a.listeners is not null
"""
_ANY = """
select exists (
  select 1 from v_facts f where f.source in ('tracks', 'popularity') and f.status = 'found'
)
"""


class Fame(NamedTuple):
    """How known a song is; ``None`` is unknown, and says nothing.

    ``listeners`` are those of its first artist, and ``popularity`` is from 0 to 100.
    """

    listeners: int | None
    popularity: float | None

    @property
    def artist_obscurity(self) -> float | None:
        """The obscurity of the artist, from 0 for mainstream to 100 for obscure."""
        if self.listeners is None:
            return None
        known = log10(1 + max(0, self.listeners)) / log10(1 + EVERYBODY_LISTENERS)
        return 100 * (1 - min(1.0, known))

    @property
    def track_obscurity(self) -> float | None:
        """The obscurity of the track, on the same scale."""
        return None if self.popularity is None else 100.0 - min(max(self.popularity, 0), 100)

    @property
    def obscurity(self) -> float | None:
        """Both together, or the one that is known."""
        artist, track = self.artist_obscurity, self.track_obscurity
        if artist is None or track is None:
            return track if artist is None else artist
        return ARTIST_WEIGHT * artist + TRACK_WEIGHT * track


def fame_of(conn: sqlite3.Connection, *heard: WindowTotals) -> Mapping[str, Fame]:
    """Return how known the songs are that were heard in some windows, if anything is known."""
    songs = sorted({one.song_key for tally in heard for one in tally.ids})
    rows = conn.execute(_SONGS, {"songs": json.dumps(songs)}).fetchall()
    artists = sorted({artist for _, _, artist in rows if artist is not None})
    listeners = dict(conn.execute(_ARTISTS, {"artists": json.dumps(artists)}).fetchall())
    found = ((key, Fame(listeners.get(artist), popularity)) for key, popularity, artist in rows)
    return {key: fame for key, fame in found if fame.obscurity is not None}


def any_fame(conn: sqlite3.Connection) -> bool:
    """Tell whether a source has told of any track or artist at all."""
    return bool(conn.execute(_ANY).fetchone()[0])
