"""How much earlier than at its end a track gives way: learnt from the handovers themselves."""

from collections.abc import Sequence
from statistics import median_low

KEPT = 20
"""How many of the latest handovers are looked at."""
_WINDOW_MS = 1_500
_ENOUGH = 5
_LEAST_MS, _LONGEST_MS = 600, 13_000
"""Spotify's crossfade is 0 to 12 s; what is shorter than a jitter is none."""


def crossfade_ms(early_ms: Sequence[int]) -> int:
    """Return the usual overlap of two tracks; 0 unless enough handovers agree on one.

    ``early_ms`` holds for each handover how much of the track was left when the next one began. The
    densest window of 1.5 s tells; whoever skips leaves at any time and is spread thin.
    """
    found = sorted(one for one in early_ms if -_WINDOW_MS <= one <= _LONGEST_MS)
    windows = [
        [one for one in found[place:] if one <= found[place] + _WINDOW_MS]
        for place in range(len(found))
    ]
    densest = max(windows, key=len, default=[])
    if len(densest) < _ENOUGH or 2 * len(densest) < len(found):
        return 0
    middle = median_low(densest)
    return middle if middle >= _LEAST_MS else 0
