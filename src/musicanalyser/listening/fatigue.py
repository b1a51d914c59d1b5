"""The play at which a loved track begins to be skipped: a rise in a series of skips and others.

Whether it is more than chance follows from the order alone. If skips come at random among the plays
of a track, the two-sample statistic D+ of Smirnov between the places of the other plays and those
of the skips has a known distribution (Pettitt 1980, https://doi.org/10.1093/biomet/67.1.79); its
exact tail is counted by paths on a lattice (Hodges 1958, https://doi.org/10.1007/BF02589501). Of
many tracks, those are reported that pass Benjamini and Hochberg 1995
(https://doi.org/10.1111/j.2517-6161.1995.tb02031.x).

Where it is follows from the likelihood of every place, with any rates before and after it equally
likely beforehand (Smith 1975, https://doi.org/10.1093/biomet/62.2.407).
"""

from collections.abc import Mapping, Sequence
from itertools import accumulate
from math import exp, lgamma
from typing import NamedTuple, TypeVar

LEAST_PLAYS, LEAST_SKIPS = 20, 5
"""What a series needs to be tested."""
LEAST_BEFORE, LEAST_AFTER = 10, 5
"""The plays that a track needs before it is loved, and from the point on."""
FALSE_DISCOVERIES = 0.05
"""The share of tracks among those reported that chance explains, and how often a listener without
fatigue has any."""
_HOPELESS = 0.3
"""Above this probability by its limit for many plays, the exact one is not worth its time."""
_MANY = 100_000
"""From so many pairs of a skip and another play on, the limit for many plays is as good."""
_TAIL = 0.05
"""What the range of the point leaves out on each side."""

Track = TypeVar("Track")


class Fatigue(NamedTuple):
    """The play from which on a track is skipped more; plays are counted from 1."""

    play: int
    low: int
    high: int
    """The point is from ``low`` to ``high`` with a probability of 90%."""
    rate_before: float
    rate_after: float
    chance: float
    """The probability that as clear a rise, or a clearer one, comes by chance."""


def find_fatigue(series: Mapping[Track, Sequence[bool]]) -> dict[Track, Fatigue]:
    """Return the tracks that tire, from whether each of their plays was a skip, in order."""
    tested = {track: plays for track, plays in series.items() if _is_enough(plays)}
    chances = {track: chance_of_rise(plays) for track, plays in tested.items()}
    limit = _largest_chance(sorted(chances.values()))
    found = {
        track: locate_rise(tested[track], chance)
        for track, chance in chances.items()
        if chance <= limit
    }
    return {track: point for track, point in found.items() if point is not None}


def _is_enough(plays: Sequence[bool]) -> bool:
    return len(plays) >= LEAST_PLAYS and LEAST_SKIPS <= sum(plays) < len(plays)


def _largest_chance(chances: Sequence[float]) -> float:
    """Return the limit of Benjamini and Hochberg; below 0 if none passes."""
    count = max(1, len(chances))
    passing = (
        chance
        for rank, chance in enumerate(chances, 1)
        if chance <= FALSE_DISCOVERIES * rank / count
    )
    return max(passing, default=-1.0)


def chance_of_rise(plays: Sequence[bool]) -> float:
    """Return how likely it is that a random order of these skips has as large a D+."""
    skips = sum(plays)
    others = len(plays) - skips
    # In units of 1 / (skips x others), so that equal distances are equal.
    distance = max(accumulate(skips if not is_skip else -others for is_skip in plays), default=0)
    if distance <= 0:
        return 1.0
    limit = exp(-2 * distance**2 / (skips * others * len(plays)))
    if limit > _HOPELESS or skips * others > _MANY:
        return limit
    return _exact_tail(skips, others, distance)


def _exact_tail(skips: int, others: int, distance: int) -> float:
    """Return the share of orders that reach a distance, from those that stay below at each play."""
    below = [0.0] * (skips + 1)
    for other in range(others + 1):
        for skip in range(skips + 1):
            if other * skips - skip * others >= distance:
                below[skip] = 0.0
            elif not other + skip:
                below[skip] = 1.0
            else:
                by_skip = below[skip - 1] * skip if skip else 0.0
                below[skip] = (by_skip + below[skip] * other) / (skip + other)
    return max(0.0, 1 - below[skips])


def locate_rise(plays: Sequence[bool], chance: float) -> Fatigue | None:
    """Return the likeliest point of a rise; ``None`` if too few plays lie on a side of it."""
    whole, length = sum(plays), len(plays)
    before = [*accumulate(plays, initial=0)]
    places = range(LEAST_BEFORE, length - LEAST_AFTER + 1)
    weights = {
        place: _log_evidence(before[place], place)
        + _log_evidence(whole - before[place], length - place)
        for place in places
        if before[place] * (length - place) < (whole - before[place]) * place
    }
    if not weights:
        return None
    best = max(weights, key=lambda place: weights[place])
    shares = {place: exp(weight - weights[best]) for place, weight in weights.items()}
    sums = [*accumulate(shares.values())]
    low, high = (
        next(place for place, part in zip(shares, sums, strict=True) if part >= limit * sums[-1])
        for limit in (_TAIL, 1 - _TAIL)
    )
    return Fatigue(
        play=best + 1,
        low=low + 1,
        high=high + 1,
        rate_before=before[best] / best,
        rate_after=(whole - before[best]) / (length - best),
        chance=chance,
    )


def _log_evidence(skips: int, plays: int) -> float:
    """Return the logarithm of the mean likelihood of a part over all skip rates."""
    return lgamma(skips + 1) + lgamma(plays - skips + 1) - lgamma(plays + 2)
