"""A shift by whole hours that a file shares: its clock was set to another time zone."""

from collections import Counter
from collections.abc import Iterable

from musicanalyser.units import HOUR_MS, MINUTE_MS

LONGEST_GAP_MS = 14 * HOUR_MS + MINUTE_MS
"""No zone is farther from UTC (https://www.iana.org/time-zones)."""
_TOLERANCE_MS = MINUTE_MS
_FEWEST_ROWS = 20
"""Fewer rows may agree by chance."""
_SHARE = 0.9


def shared_shift(gaps_ms: Iterable[tuple[int, int]]) -> int | None:
    """Return by how many hours the rows of a file lie later than the same plays elsewhere.

    ``gaps_ms`` holds the number of a row, and how long after a moment of a play of its song it
    lies, up to `LONGEST_GAP_MS` before or after. ``None`` if nearly all rows lie at a moment, or
    if nearly all share no shift by whole hours.
    """
    gaps_ms = list(gaps_ms)
    shifts = {(row, round(gap_ms / HOUR_MS)) for row, gap_ms in gaps_ms if _is_whole(gap_ms)}
    rows = len({row for row, _ in gaps_ms})
    counts = Counter(hours for _, hours in shifts)
    hours, most = max(counts.items(), key=lambda one: (one[1], one[0] == 0), default=(0, 0))
    return hours if hours and rows >= _FEWEST_ROWS and most > _SHARE * rows else None


def _is_whole(gap_ms: int) -> bool:
    return abs(gap_ms - round(gap_ms / HOUR_MS) * HOUR_MS) <= _TOLERANCE_MS
