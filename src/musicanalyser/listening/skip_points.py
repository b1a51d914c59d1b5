"""Where in a track its plays are left."""

from collections.abc import Iterable, Sequence
from statistics import median_low
from typing import NamedTuple, TypeVar

from musicanalyser.units import SECOND_MS

PASSED_OVER_MS = 10 * SECOND_MS
"""A skip before this was decided without hearing more than the first notes."""
EXACT_MS = 10 * SECOND_MS
"""`watch` knows some times heard only between two bounds; further apart, they are no point."""

Amount = TypeVar("Amount", int, float)


class Skip(NamedTuple):
    """A skipped play: the time heard, and the length of the track, ``None`` if it is unknown."""

    heard_ms: int
    length_ms: int | None


class SkipPoint(NamedTuple):
    """Where skips leave a track: the median of those that are not passed over."""

    skips: int
    """All of them."""
    passed_over: int
    left_ms: int | None
    """The median time heard of the others, of two middle ones the lower; ``None`` without one."""
    left_share: float | None
    """The same as a share of the length, of those whose length is known."""


def skip_point(skips: Iterable[Skip]) -> SkipPoint:
    """Return where some skips of one track, artist or album leave it."""
    every = list(skips)
    left = [one for one in every if one.heard_ms >= PASSED_OVER_MS]
    return SkipPoint(
        skips=len(every),
        passed_over=len(every) - len(left),
        left_ms=_median([one.heard_ms for one in left]),
        left_share=_median(
            [min(1.0, one.heard_ms / one.length_ms) for one in left if one.length_ms]
        ),
    )


def _median(values: Sequence[Amount]) -> Amount | None:
    return median_low(values) if values else None
