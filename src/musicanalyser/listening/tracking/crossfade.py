"""How much earlier than at its end a track gives way, learnt from earlier changes of track."""

from collections.abc import Sequence
from statistics import median_low

KEPT_CHANGES = 20
"""How many of the latest changes of track are looked at."""
SPREAD_MS = 1_500
"""How far apart overlaps of one crossfade may lie: errors of positions and lags add up."""
_LEAST_CHANGES = 5
"""With fewer that agree, skips may lie that close by chance."""
_SHORTEST_MS, _LONGEST_MS = 600, 13_000
"""Spotify's crossfade is 0 to 12 s. An overlap that is hardly longer than a jitter is none."""


def usual_overlap_ms(overlaps_ms: Sequence[int]) -> int:
    """Return the usual overlap of two tracks in ms; 0 unless enough changes agree on one.

    ``overlaps_ms`` holds, for each change, how much of a track was left when the next one began.
    The most crowded window of 1.5 s decides: skips happen anywhere, and are spread thin.
    """
    found = sorted(one for one in overlaps_ms if -SPREAD_MS <= one <= _LONGEST_MS)
    windows = [
        [one for one in found[place:] if one <= found[place] + SPREAD_MS]
        for place in range(len(found))
    ]
    densest = max(windows, key=len, default=[])
    if len(densest) < _LEAST_CHANGES or 2 * len(densest) < len(found):
        return 0
    middle_ms = median_low(densest)
    return middle_ms if middle_ms >= _SHORTEST_MS else 0
