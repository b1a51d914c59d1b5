"""The music that a listener gets to know, in the order in which they do.

Tracks of an album follow each other, and so do albums of an artist. Some songs have several ids:
the album, and a compilation. A few tracks are heard very often and most of them rarely.
"""

import string
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate
from random import Random
from typing import NamedTuple

from tests.benchmarks.histories.names import Names

_ZIPF_EXPONENT = 0.85
_ZIPF_OFFSET = 8
"""Ranks count from here: the favourite of a life is no half of it."""
_MEAN_TRACKS_OF_ARTIST = 6
_ALBUM_TRACKS = (1, 1, 1, 2, 2, 3, 4, 6, 10)
"""How many tracks of an album become known, each equally likely."""
_SECOND_ID_SHARE = 0.04
_MIX_SHARE = 0.002
"""Tracks that last up to an hour."""
_TRACKS_OF_AN_EPISODE, _SHOWS = 150, 12
_EPISODE_MS = 2_400_000
_ID_LETTERS = string.digits + string.ascii_letters
_ID_LENGTH = 22


class CatalogueTrack(NamedTuple):
    """What an export names, and how long it is. An episode has its show as ``artist``."""

    uri: str
    title: str
    artist: str
    album: str | None
    length_ms: int
    album_end: int
    """The place in the catalogue after the last track of its album."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Tracks in the order in which they become known, and episodes of podcasts after them."""

    tracks: list[CatalogueTrack]
    episodes: list[CatalogueTrack]
    reach: list[float]
    """The sums of the weights of all tracks before each place: how often they are heard."""

    def choose(self, since: int, until: int, chance: float) -> int:
        """Return the place of a track in ``[since, until)``, by weight; ``chance`` is in [0, 1)."""
        low, high = self.reach[since], self.reach[until]
        return min(bisect(self.reach, low + chance * (high - low)) - 1, until - 1)


def make_catalogue(tracks: int, rng: Random) -> Catalogue:
    """Return a catalogue with as many ids of tracks."""
    names, artists = Names(rng), set[str]()
    made: list[CatalogueTrack] = []
    while len(made) < tracks:
        made += _discography(names, names.new(artists), len(made), rng)
    del made[tracks:]
    ranks = list(range(tracks))
    rng.shuffle(ranks)
    weights = ((rank + _ZIPF_OFFSET) ** -_ZIPF_EXPONENT for rank in ranks)
    reach = [0.0, *accumulate(weights)]
    return Catalogue(tracks=made, episodes=_episodes(tracks, names, artists, rng), reach=reach)


def _discography(names: Names, artist: str, first: int, rng: Random) -> list[CatalogueTrack]:
    """Return the tracks of an artist, whose first has the place ``first``."""
    left = 1 + int(rng.expovariate(1 / (_MEAN_TRACKS_OF_ARTIST - 1)))
    albums, titles = set[str](), set[str]()
    made: list[CatalogueTrack] = []
    while left > len(made):
        size = min(rng.choice(_ALBUM_TRACKS), left - len(made))
        album, end = names.new(albums), first + len(made) + size
        earlier = sorted(titles)
        for _ in range(size):
            is_second = bool(earlier) and rng.random() < _SECOND_ID_SHARE
            title = earlier.pop() if is_second else names.new(titles)
            uri = _address("track", rng)
            made.append(CatalogueTrack(uri, title, artist, album, _length_ms(rng), end))
    return made


def _episodes(tracks: int, names: Names, artists: set[str], rng: Random) -> list[CatalogueTrack]:
    shows, titles = [names.new(artists) for _ in range(_SHOWS)], set[str]()
    return [
        CatalogueTrack(
            _address("episode", rng), names.new(titles), rng.choice(shows), None, _EPISODE_MS, 0
        )
        for _ in range(max(_SHOWS, tracks // _TRACKS_OF_AN_EPISODE))
    ]


def _length_ms(rng: Random) -> int:
    if rng.random() < _MIX_SHARE:
        return rng.randrange(900_000, 3_600_000)
    return int(min(max(rng.gauss(215_000, 55_000), 45_000), 600_000))


def _address(kind: str, rng: Random) -> str:
    return f"spotify:{kind}:{''.join(rng.choices(_ID_LETTERS, k=_ID_LENGTH))}"
