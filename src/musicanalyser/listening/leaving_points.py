"""The point of a track at which many of its skips lie close together.

A window of `WIDTH_MS` that begins at a skip holds k of the other n - 1 skips. Let q be the greater
of two shares: that of all skips of the listener in this window, and that which it would hold if the
skips of the track lay evenly. Then chance puts k or more there with a probability of at most
exp(-(n - 1) D), where D = a ln(a / q) + (1 - a) ln((1 - a) / (1 - q)) and a = k / (n - 1):
Hoeffding 1963, theorem 1, https://doi.org/10.1080/01621459.1963.10500830.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from math import exp, log
from statistics import median_low
from typing import NamedTuple, TypeVar

from musicanalyser.listening.skip_points import PASSED_OVER_MS
from musicanalyser.units import SECOND_MS

WIDTH_MS = 10 * SECOND_MS
LEAST_SKIPS = 8
"""A point needs so many skips of the track that are not passed over."""
LEAST_SHARE = 1 / 3
"""And so much of them within the window."""
FALSE_ALARMS = 0.05
"""How often at most any point of a listener without one is found, over all tracks and windows."""

Track = TypeVar("Track")


class LeavingPoint(NamedTuple):
    """Where a track is left."""

    at_ms: int
    """The lower median of the skips within the window."""
    spread_ms: int
    """From their lower to their upper quartile."""
    near: int
    """How many they are."""
    left: int
    """All skips of the track that are not passed over."""


def find_leaving_points(skips_ms: Mapping[Track, Sequence[int]]) -> dict[Track, LeavingPoint]:
    """Return the tracks with a clear point, from the times heard of the skips of every track."""
    left = {
        track: sorted(one for one in times if one >= PASSED_OVER_MS)
        for track, times in skips_ms.items()
    }
    tested = {track: times for track, times in left.items() if len(times) >= LEAST_SKIPS}
    every = sorted(one for times in left.values() for one in times)
    limit = FALSE_ALARMS / max(1, len(tested))
    found = {track: _find_point(times, every, limit) for track, times in tested.items()}
    return {track: point for track, point in found.items() if point is not None}


def _find_point(times: Sequence[int], every: Sequence[int], limit: float) -> LeavingPoint | None:
    """Return the fullest window of a track, if chance fills it so with less than a probability."""
    ends = [bisect_right(times, first + WIDTH_MS) for first in times]
    start = max(range(len(times)), key=lambda place: (ends[place] - place, -place))
    near = times[start : ends[start]]
    if len(near) < LEAST_SHARE * len(times):
        return None
    others = len(every) - len(times)
    elsewhere = _count(every, near[0]) - len(near)
    evenly = WIDTH_MS / max(WIDTH_MS, times[-1] - PASSED_OVER_MS)
    share = max((elsewhere + 1) / (others + 2), evenly)
    chance = _chance(len(near) - 1, len(times) - 1, share)
    if chance * len(times) > limit:
        return None
    return LeavingPoint(
        at_ms=median_low(near),
        spread_ms=near[3 * (len(near) - 1) // 4] - near[(len(near) - 1) // 4],
        near=len(near),
        left=len(times),
    )


def _count(every: Sequence[int], first: int) -> int:
    return bisect_right(every, first + WIDTH_MS) - bisect_left(every, first)


def _chance(hits: int, tries: int, share: float) -> float:
    """Return a bound of the probability of so many hits or more, each with this share."""
    part = hits / tries
    if part <= share:
        return 1
    distance = part * log(part / share)
    if part < 1:
        distance += (1 - part) * log((1 - part) / (1 - share))
    return exp(-tries * distance)
