"""The relation of the listener to an act: discovered, loved most for a while, perhaps forgotten."""

from dataclasses import dataclass
from math import fsum

from musicanalyser.demo.catalogue import ACT_COUNT, FOREIGN_RANKS, Act, CatalogueTrack
from musicanalyser.demo.listening_days import TRIP
from musicanalyser.demo.random_stream import Quantiles, RandomStream

STEADY_RANK = 0
"""The rank of the act that is always a favourite."""
_ALWAYS = 1_000_000
"""An age in days before any history: of what the listener has always known."""
_RECENT_DISCOVERY_DAYS = (7, 730)
"""Every second act is discovered between these ages, evenly spread ..."""
_EARLY_DISCOVERY: Quantiles = ((0.0, 730), (0.4, 3_650), (0.4, _ALWAYS), (1.0, _ALWAYS))
"""... and the others earlier."""
_GOLDEN = 0.618034
"""The golden ratio: the fractional parts of its multiples are evenly spread from 0 to 1."""
_FORGOTTEN_RANKS = frozenset({5, 9, 13, 19})
_TRIP_RANKS = frozenset(FOREIGN_RANKS[:2])
_ALWAYS_KNOWN_RANKS = 10
"""The favourite acts were always known."""
_MODEST_APPEAL = 4
"""Added to the appeal of an act's tracks, so that plays grow less than their number."""

Albums = tuple[tuple[int, tuple[tuple[CatalogueTrack, float], ...]], ...]
"""For each album the age of its discovery, and its tracks with their appeal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Affinity:
    """The relation of the listener to an act over time.

    ``discovered``, ``forgotten``, ``peak`` and ``width`` are ages in days, counted back from the
    end of the history.
    """

    albums: Albums
    weight: float
    discovered: int
    forgotten: int
    peak: float
    width: float
    peak_gain: float
    """How many times stronger the act is at its peak, beyond its weight."""

    def strength_on(self, age: int) -> float:
        """Return the strength on a day: 0 before the discovery and once it is forgotten."""
        if not self.forgotten <= age <= self.discovered:
            return 0.0
        distance = (age - self.peak) / self.width
        return self.weight * (1 + self.peak_gain / (1 + distance * distance))


def make_affinity(seed: int, rank: int, act: Act) -> Affinity:
    """Return the affinity to the act of a rank; 0 is the favourite."""
    random = RandomStream(seed, "bond", rank)
    discovered = _discovery_age(random, rank)
    albums = _albums(random, rank, act, discovered)
    forgotten, peak, width, peak_gain = _make_curve(random, rank, discovered)
    weight = 1 / (rank + 4) / (1 + rank / 90)
    # Not sum(), which adds floats up differently from Python 3.12 on.
    appeal = fsum(appeal for _, tracks in albums for _, appeal in tracks)
    return Affinity(
        albums=albums,
        weight=weight / (appeal + _MODEST_APPEAL),
        discovered=discovered,
        forgotten=forgotten,
        peak=peak,
        width=width,
        peak_gain=peak_gain,
    )


def _make_curve(
    random: RandomStream, rank: int, discovered: int
) -> tuple[int, float, float, float]:
    """Return ``forgotten``, ``peak``, ``width`` and ``peak_gain`` of an affinity."""
    peak = discovered - random.uniform(5, 60) if discovered < _ALWAYS else random.uniform(0, 900)
    width, peak_gain = random.uniform(12, 60), random.uniform(1, 9)
    if rank == STEADY_RANK:
        return 0, peak, _ALWAYS, 1
    if rank == ACT_COUNT:
        return 0, peak, _ALWAYS, 12
    if rank in _FORGOTTEN_RANKS:
        forgotten = int(random.uniform(230, 320))
        return forgotten, forgotten + 90, 90, 6
    if rank in _TRIP_RANKS:
        return 0, TRIP[0], 20, 10
    return 0, peak, width, peak_gain


def _discovery_age(random: RandomStream, rank: int) -> int:
    if rank in _TRIP_RANKS:
        return TRIP[-1]
    if rank < _ALWAYS_KNOWN_RANKS or rank == ACT_COUNT:
        return _ALWAYS
    if rank % 2:
        return int(random.sample(_EARLY_DISCOVERY))
    first, last = _RECENT_DISCOVERY_DAYS
    return int(first + (last - first) * (rank * _GOLDEN % 1))


def _albums(random: RandomStream, rank: int, act: Act, discovered: int) -> Albums:
    albums = []
    for number, album in enumerate(act.albums):
        if number == 0 or rank == STEADY_RANK:
            heard_from = discovered
        elif discovered == _ALWAYS:
            heard_from = int(random.uniform(0, 1200))
        else:
            heard_from = discovered - int(number * random.uniform(20, 120))
        appeals = tuple((track, _appeal(random, place)) for place, track in enumerate(album))
        albums.append((heard_from, appeals))
    return tuple(albums)


def _appeal(random: RandomStream, place: int) -> float:
    keenness = random.uniform(0.2, 1)
    return keenness * keenness * (2.5 if place == 0 else 1)
