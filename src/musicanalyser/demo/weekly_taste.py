"""The taste of the listener, week by week: favourites rise, peak, fade and are forgotten."""

from dataclasses import dataclass

from musicanalyser.demo.affinity import make_affinity
from musicanalyser.demo.catalogue import CatalogueTrack, make_acts
from musicanalyser.demo.random_stream import RandomStream
from musicanalyser.demo.track_habits import TrackHabits

_FRESH_DAYS = 28
_OBSESSION_WEEKS = 4
_OBSESSION_SHARES = (0.04, 0.09, 0.13, 0.06)
"""The share of plays of an obsession, from its last week back to its first."""
_OBSESSION_PHASE = 2
"""The last week of the history is the peak of an obsession."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTaste:
    """The taste of one week.

    ``cumulative`` holds the running sums of the tracks' weights, ``fresh`` the recent discoveries.
    """

    tracks: list[CatalogueTrack]
    cumulative: list[float]
    fresh: list[CatalogueTrack]
    obsession: CatalogueTrack
    obsession_share: float


class Taste:
    """The taste of one listener over the whole history."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        known = make_acts(seed)
        self._affinities = [make_affinity(seed, rank, act) for rank, act in enumerate(known)]
        self._albums = {
            track.item.uri: album for act in known for album in act.albums for track in album
        }
        self._discovery_ages = {
            track.item.uri: discovered
            for affinity in self._affinities
            for discovered, album in affinity.albums
            for track, _ in album
        }
        self._obsessions: dict[int, CatalogueTrack] = {}
        self.habits = TrackHabits(known)

    def album_of(self, track: CatalogueTrack) -> tuple[CatalogueTrack, ...]:
        """Return all tracks of the album of a track, in their order."""
        return self._albums[track.item.uri]

    def discovery_age(self, track: CatalogueTrack) -> int:
        """Return the age of the day on which the listener discovered a track."""
        return self._discovery_ages[track.item.uri]

    def week(self, number: int) -> WeekTaste:
        """Return the taste of a week; weeks count back from the last one, which is 0."""
        tracks, cumulative, fresh = self._rotation(number)
        block, phase = divmod(number + _OBSESSION_PHASE, _OBSESSION_WEEKS)
        if block not in self._obsessions:
            self._obsessions[block] = self._obsession(block)
        return WeekTaste(
            tracks=tracks,
            cumulative=cumulative,
            fresh=fresh,
            obsession=self._obsessions[block],
            obsession_share=_OBSESSION_SHARES[phase],
        )

    def _obsession(self, block: int) -> CatalogueTrack:
        first_week = (block + 1) * _OBSESSION_WEEKS - 1 - _OBSESSION_PHASE
        tracks, cumulative, fresh = self._rotation(first_week)
        random = RandomStream(self.seed, "obsession", block)
        return random.choice(fresh) if fresh else random.weighted_choice(tracks, cumulative)

    def _rotation(
        self, week: int
    ) -> tuple[list[CatalogueTrack], list[float], list[CatalogueTrack]]:
        age = 7 * week + 6
        tracks: list[CatalogueTrack] = []
        cumulative: list[float] = []
        fresh: list[CatalogueTrack] = []
        total = 0.0
        for affinity in self._affinities:
            strength = affinity.strength_on(age)
            for discovered, album in affinity.albums if strength else ():
                if discovered < age:
                    continue
                is_fresh = discovered < age + _FRESH_DAYS
                for track, appeal in album:
                    total += (3 if is_fresh else 1) * strength * appeal
                    tracks.append(track)
                    cumulative.append(total)
                if is_fresh:
                    fresh.extend(track for track, _ in album)
        return tracks, cumulative, fresh
