"""Where in a track its plays are left."""

from collections.abc import Iterable, Sequence
from statistics import median_low
from typing import NamedTuple, Protocol, TypeVar

from musicanalyser.units import SECOND_MS

PASSED_OVER_MS = 10 * SECOND_MS
"""A skip before this was decided without hearing more than the first notes."""
EXACT_MS = 10 * SECOND_MS
"""`watch` knows some times heard only between two bounds; further apart, they are no point."""

Amount = TypeVar("Amount", int, float)


class Skip(Protocol):
    """A skipped play."""

    @property
    def heard_ms(self) -> int:
        """The time heard."""
        ...

    @property
    def length_ms(self) -> int | None:
        """The length of the track; ``None`` if it is unknown."""
        ...


class SkipPoint(NamedTuple):
    """Where skips leave a track: the medians of those that are not passed over."""

    left: int
    """How many they are."""
    left_ms: int | None
    """The median time heard, of two middle ones the lower; ``None`` without one."""
    left_share: float | None
    """The same as a share of the length, of those whose length is known."""


def skip_point(skips: Iterable[Skip]) -> SkipPoint:
    """Return where some skips of one track, artist or album leave it."""
    left = [one for one in skips if one.heard_ms >= PASSED_OVER_MS]
    shares = [min(1.0, one.heard_ms / one.length_ms) for one in left if one.length_ms]
    return SkipPoint(
        left=len(left),
        left_ms=_median([one.heard_ms for one in left]),
        left_share=_median(shares),
    )


def _median(values: Sequence[Amount]) -> Amount | None:
    return median_low(values) if values else None
