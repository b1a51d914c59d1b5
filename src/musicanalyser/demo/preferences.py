"""What the listener likes, week by week: favourites that come, peak, fade and are forgotten."""

from dataclasses import dataclass
from math import fsum

from musicanalyser.demo.catalogue import ABROAD_RANKS, ACT_COUNT, Act, CatalogueTrack, acts
from musicanalyser.demo.listening_days import TRIP
from musicanalyser.demo.random_draws import Chance, Quantiles

_ALWAYS = 1_000_000
"""An age before any history: known all along."""
_LATELY_DAYS = (7, 730)
"""Every second act is found between these ages, one after the other, ..."""
_LONG_AGO: Quantiles = ((0.0, 730), (0.4, 3_650), (0.4, _ALWAYS), (1.0, _ALWAYS))
"""... and the rest before."""
_GOLDEN = 0.618034
"""The parts of its multiples after the point lie evenly between 0 and 1, in no plain order."""
_STEADY_RANK = 0
_FORGOTTEN_RANKS = frozenset({5, 9, 13, 19})
_FOUND_ON_THE_TRIP = frozenset(ABROAD_RANKS[:2])
_KNOWN_RANKS = 10
"""The acts liked best are known all along."""
_OFTEN_SKIPPED_RANK = 2
_MODEST_APPEAL = 4
"""An act with more on offer is heard more, but not in proportion; this levels the small ones."""

_FRESH_DAYS = 28
_OBSESSION_WEEKS = 4
_GRIP = (0.04, 0.09, 0.13, 0.06)
"""The share of plays an obsession takes, from its last week back to its first."""
_OBSESSION_PHASE = 2
"""The last week of the history is the height of one."""


Albums = tuple[tuple[int, tuple[tuple[CatalogueTrack, float], ...]], ...]
"""For each album the day it was found, and its tracks with their appeal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """How the listener stands to an act; days are told by their age."""

    albums: Albums
    weight: float
    found: int
    left: int
    peak: float
    width: float
    fervour: float

    def pull(self, age: int) -> float:
        """Return how strongly the act draws on that day; 0 while unknown, and once forgotten."""
        if not self.left <= age <= self.found:
            return 0.0
        distance = (age - self.peak) / self.width
        return self.weight * (1 + self.fervour / (1 + distance * distance))


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """What may be heard in a week: the tracks known by then, and how much each is liked."""

    tracks: list[CatalogueTrack]
    cumulative: list[float]
    fresh: list[CatalogueTrack]
    obsession: CatalogueTrack
    grip: float


class Taste:
    """The likings of one listener."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        known = acts(seed)
        self._bonds = [_bond(seed, rank, act) for rank, act in enumerate(known)]
        self._albums = {
            track.item.uri: album for act in known for album in act.albums for track in album
        }
        self._found = {
            track.item.uri: found
            for bond in self._bonds
            for found, album in bond.albums
            for track, _ in album
        }
        self._obsessions: dict[int, CatalogueTrack] = {}
        self.loved_album = max(known[_STEADY_RANK].albums, key=len)
        self.often_skipped = known[_OFTEN_SKIPPED_RANK].albums[0][0]

    def album_of(self, track: CatalogueTrack) -> tuple[CatalogueTrack, ...]:
        """Return the tracks of the album that the track is on, in their order."""
        return self._albums[track.item.uri]

    def found(self, track: CatalogueTrack) -> int:
        """Return the age of the day from which on the track may be heard."""
        return self._found[track.item.uri]

    def week(self, number: int) -> Week:
        """Return the tastes of a week, counted back from the last one."""
        tracks, cumulative, fresh = self._rotation(number)
        block, phase = divmod(number + _OBSESSION_PHASE, _OBSESSION_WEEKS)
        if block not in self._obsessions:
            self._obsessions[block] = self._obsession(block)
        return Week(
            tracks=tracks,
            cumulative=cumulative,
            fresh=fresh,
            obsession=self._obsessions[block],
            grip=_GRIP[phase],
        )

    def _obsession(self, block: int) -> CatalogueTrack:
        first_week = (block + 1) * _OBSESSION_WEEKS - 1 - _OBSESSION_PHASE
        tracks, cumulative, fresh = self._rotation(first_week)
        chance = Chance(self.seed, "obsession", block)
        return chance.pick(fresh) if fresh else chance.weighted(tracks, cumulative)

    def _rotation(
        self, week: int
    ) -> tuple[list[CatalogueTrack], list[float], list[CatalogueTrack]]:
        age = 7 * week + 6
        tracks: list[CatalogueTrack] = []
        cumulative: list[float] = []
        fresh: list[CatalogueTrack] = []
        total = 0.0
        for bond in self._bonds:
            pull = bond.pull(age)
            for found, album in bond.albums if pull else ():
                if found < age:
                    continue
                is_fresh = found < age + _FRESH_DAYS
                for track, appeal in album:
                    total += (3 if is_fresh else 1) * pull * appeal
                    tracks.append(track)
                    cumulative.append(total)
                if is_fresh:
                    fresh.extend(track for track, _ in album)
        return tracks, cumulative, fresh


def _bond(seed: int, rank: int, act: Act) -> Bond:
    chance = Chance(seed, "bond", rank)
    found = _found(chance, rank)
    albums = _albums(chance, rank, act, found)
    left, peak, width, fervour = _arc(chance, rank, found)
    weight = 1 / (rank + 4) / (1 + rank / 90)
    # Not sum(), which adds floats up differently from Python 3.12 on.
    appeal = fsum(appeal for _, tracks in albums for _, appeal in tracks)
    return Bond(
        albums=albums,
        weight=weight / (appeal + _MODEST_APPEAL),
        found=found,
        left=left,
        peak=peak,
        width=width,
        fervour=fervour,
    )


def _arc(chance: Chance, rank: int, found: int) -> tuple[int, float, float, float]:
    """Return when an act was left, when it was loved most, for how long, and how much."""
    peak = found - chance.between(5, 60) if found < _ALWAYS else chance.between(0, 900)
    width, fervour = chance.between(12, 60), chance.between(1, 9)
    if rank == _STEADY_RANK:
        return 0, peak, _ALWAYS, 1
    if rank == ACT_COUNT:
        return 0, peak, _ALWAYS, 12
    if rank in _FORGOTTEN_RANKS:
        left = int(chance.between(230, 320))
        return left, left + 90, 90, 6
    if rank in _FOUND_ON_THE_TRIP:
        return 0, TRIP[0], 20, 10
    return 0, peak, width, fervour


def _found(chance: Chance, rank: int) -> int:
    if rank in _FOUND_ON_THE_TRIP:
        return TRIP[-1]
    if rank < _KNOWN_RANKS or rank == ACT_COUNT:
        return _ALWAYS
    if rank % 2:
        return int(chance.along(_LONG_AGO))
    first, last = _LATELY_DAYS
    return int(first + (last - first) * (rank * _GOLDEN % 1))


def _albums(chance: Chance, rank: int, act: Act, found: int) -> Albums:
    albums = []
    for number, album in enumerate(act.albums):
        if number == 0 or rank == _STEADY_RANK:
            heard_from = found
        elif found == _ALWAYS:
            heard_from = int(chance.between(0, 1200))
        else:
            heard_from = found - int(number * chance.between(20, 120))
        likings = tuple((track, _appeal(chance, place)) for place, track in enumerate(album))
        albums.append((heard_from, likings))
    return tuple(albums)


def _appeal(chance: Chance, place: int) -> float:
    keenness = chance.between(0.2, 1)
    return keenness * keenness * (2.5 if place == 0 else 1)
