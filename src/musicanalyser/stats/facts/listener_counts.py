"""How well known songs and their artists are, and how obscure that makes them."""

import sqlite3
from math import log10
from typing import NamedTuple

from musicanalyser.stats.base.known_facts import KnownFacts, SongFact
from musicanalyser.stats.base.weighted_values import mean

SOURCE = "popularity"
"""The enrichment source that provides it, with those it depends on."""
WHAT = "listener counts"
CREDIT = (
    "Listeners of artists: ListenBrainz (https://listenbrainz.org). Popularity of tracks:"
    " ReccoBeats (https://reccobeats.com)."
)

EVERYBODY_LISTENERS = 300_000
"""An artist with this many listeners on ListenBrainz has obscurity 0."""
_MANY_LISTENERS = 10_000
ARTIST_WEIGHT, TRACK_WEIGHT = 0.6, 0.4
"""How much the obscurity of each counts in that of a song."""

_ANY = """
select exists (
  select 1 from v_facts f where f.source in ('tracks', 'popularity') and f.status = 'found'
)
"""


class Fame(NamedTuple):
    """How well known a song is; ``None`` is unknown.

    ``listeners`` is the number of people on ListenBrainz who play its first artist, ``popularity``
    is that of the track from 0 to 100.
    """

    listeners: int | None
    popularity: float | None

    @property
    def artist_obscurity(self) -> float | None:
        """100 x (1 - log(1 + listeners) / log(1 + `EVERYBODY_LISTENERS`)), at least 0."""
        if self.listeners is None:
            return None
        known = log10(1 + max(0, self.listeners)) / log10(1 + EVERYBODY_LISTENERS)
        return 100 * (1 - min(1.0, known))

    @property
    def track_obscurity(self) -> float | None:
        """100 - popularity, from 0 (mainstream) to 100 (obscure).

        A popularity of 0 is not known if many people play the artist.
        """
        if not self.popularity and (self.listeners or 0) >= _MANY_LISTENERS:
            return None
        return None if self.popularity is None else 100.0 - min(max(self.popularity, 0), 100)

    @property
    def obscurity(self) -> float | None:
        """The weighted mean of both from 0 to 100, or the one that is known."""
        artist, track = self.artist_obscurity, self.track_obscurity
        if artist is None or track is None:
            return track if artist is None else artist
        return ARTIST_WEIGHT * artist + TRACK_WEIGHT * track


FAME = SongFact(
    columns=("f.listeners", "f.popularity"),
    known="(f.listeners is not null or f.popularity is not null)",
    make=Fame,
    is_shared=True,
)


def has_fame(conn: sqlite3.Connection) -> bool:
    """Return whether anything is known about the popularity of any track or artist."""
    return bool(conn.execute(_ANY).fetchone()[0])


def hipster_score(found: KnownFacts[Fame]) -> float | None:
    """Return the mean obscurity of a window from 0 to 100; ``None`` if too little is known."""
    return mean(found.weighted(lambda fame: fame.obscurity)) if found.is_enough else None
