"""How wrong and how late the samples of a player may be.

The real service was not measured: docs/decisions/031-tolerances-of-the-tracker.md.
"""

from musicanalyser.units import MINUTE_MS

JITTER_MS = 500
"""The error of a position. In the simulation its standard deviation is 120 ms."""
LAG_MS = 1_600
"""How late the service may show a change: 95% of the changes in the simulation are shown by then.

So a position and the clock agree if they differ by no more than that.
"""
BOUND_ERROR_MS = 2_000
"""How far outside of what samples say the time heard may lie: lag and jitter at both ends."""
BLIND_MS = 10 * MINUTE_MS
"""After a silence of that length, what was known before says nothing about the present."""
LONGEST_PAUSE_MS = 30 * MINUTE_MS
"""A longer pause ends a play, as it ends a session (`listening.definitions`)."""
