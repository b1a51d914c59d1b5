"""When one passes another if both go on as of late: a straight line, and how far it may err."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import fmean, variance

BLOCKS, BLOCK_DAYS = 9, 10
"""The pace is that of nine blocks of ten days."""
PACE_DAYS = BLOCKS * BLOCK_DAYS
FURTHEST_DAYS = 730
"""A pace of three months says nothing of what comes later: it is not in sight."""
INTERVAL_SHARE = 0.8
_STUDENT_T = 1.397
"""The 90% quantile for eight degrees of freedom, which leaves 80% between both sides.
https://www.itl.nist.gov/div898/handbook/eda/section3/eda3672.htm"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaking:
    """In how many days one passes the other, and between which days with `INTERVAL_SHARE`."""

    days: float
    earliest_days: float
    latest_days: float | None
    """``None`` if it may never happen."""


def expect_overtaking(gap: float, gains: Sequence[float]) -> Overtaking | None:
    """Return when a gap is closed at the mean of some gains; ``None`` if it is not in sight.

    A gain is by how much one came nearer to the other in one block. If the blocks are independent,
    n of them tell that of t more with a standard error of s sqrt(t + t²/n), s being their standard
    deviation. The interval ends where the gap is as many errors away as `_STUDENT_T` says.
    """
    pace = fmean(gains)
    if pace <= 0 or gap / pace * BLOCK_DAYS > FURTHEST_DAYS:
        return None
    error = _STUDENT_T**2 * variance(gains)
    # Both ends solve (gap - pace t)² = error (t + t²/n).
    square, half = pace**2 - error / len(gains), gap * pace + error / 2
    root = sqrt(max(half**2 - square * gap**2, 0))
    return Overtaking(
        days=gap / pace * BLOCK_DAYS,
        earliest_days=gap**2 / (half + root) * BLOCK_DAYS,
        latest_days=(half + root) / square * BLOCK_DAYS if square > 0 else None,
    )
