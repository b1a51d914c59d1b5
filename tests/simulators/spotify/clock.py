"""The clock of the simulated service, which is not that of the program under test."""

import time
from collections.abc import Callable

Clock = Callable[[], int]
"""Returns the time in ms since 1970 UTC."""


def real_clock() -> Clock:
    """Start from the machine's time, and run on evenly whatever is done to the machine's clock."""
    ahead_ns = time.time_ns() - time.monotonic_ns()
    return lambda: (ahead_ns + time.monotonic_ns()) // 1_000_000
