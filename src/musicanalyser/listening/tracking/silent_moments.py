"""At which moments nothing played: a play that ended later cannot have begun before."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.tracking.tolerances import BOUND_ERROR_MS
from musicanalyser.model.evidence import Sighting

_KEPT_MOMENTS = 60
"""Of silence polled every 100 s, those of an hour and a half: recent plays are read every hour."""


def add_moment(silent_ms: tuple[int, ...], at_ms: int) -> tuple[int, ...]:
    """Return the moments with another; those in between are left out if less than 30 s apart."""
    is_dense = len(silent_ms) > 1 and at_ms - silent_ms[-2] < STREAM_MS
    return (*(silent_ms[:-1] if is_dense else silent_ms), at_ms)[-_KEPT_MOMENTS:]


def limit_by_silence(listed: Sequence[Sighting], silent_ms: Sequence[int]) -> list[Sighting]:
    """Return recent plays with the upper bound that the last silent moment before each leaves.

    A bound below 30 seconds contradicts the list, and limits nothing.
    """
    return [_limit(one, silent_ms) for one in listed]


def _limit(one: Sighting, silent_ms: Sequence[int]) -> Sighting:
    place, known = bisect_left(silent_ms, one.ended_ms), one.observation
    if not place or known is None:
        return one
    longest_ms = one.ended_ms - silent_ms[place - 1] + BOUND_ERROR_MS
    if not STREAM_MS <= longest_ms < known.high_ms:
        return one
    return one._replace(observation=replace(known, high_ms=longest_ms))
