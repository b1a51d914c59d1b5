"""How long a watch waits after a failure, and asks more rarely while it lasts."""

import sqlite3

from musicanalyser.errors import Error, LockedError, StoreError, TryLaterError
from musicanalyser.units import MINUTE_MS, SECOND_MS

_OUTAGE_WAITS_MS = (*(5_000, 10_000, 20_000), *(30_000,) * 7, MINUTE_MS)
"""The waits after failures in a row; the last one repeats."""
_REFUSAL_WAITS_MS = (5_000, 10_000, 20_000, 30_000, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS)
"""As above if Spotify refuses the call, or the machine fails: that mostly takes longer to pass."""
_LONGEST_WAIT_MS = MINUTE_MS
"""The machine may sleep and its clock may be set, so even a named time is checked this often."""


class FailureWaits:
    """Counts the failures since the last success."""

    def __init__(self) -> None:
        self._failures = 0

    def reset(self) -> int:
        """Start anew, after a success; return how many failures there were before it."""
        failures, self._failures = self._failures, 0
        return failures

    def wait_ms(self, error: Exception, *, now_ms: int) -> int:
        """Count a failure; return how long to wait before the next attempt."""
        waits_ms = _OUTAGE_WAITS_MS if isinstance(error, TryLaterError) else _REFUSAL_WAITS_MS
        self._failures += 1
        if isinstance(error, TryLaterError) and error.until_ms is not None:
            return min(max(SECOND_MS, error.until_ms - now_ms), _LONGEST_WAIT_MS)
        return waits_ms[min(self._failures, len(waits_ms)) - 1]


def passes_by_itself(error: Exception) -> bool:
    """Return whether a failure may pass soon, unlike a call that Spotify refuses."""
    return isinstance(error, (TryLaterError, LockedError, StoreError, sqlite3.Error))


def problem_text(error: Exception) -> str:
    """Return what to show of a failure; a refusal comes with what to do about it."""
    if isinstance(error, sqlite3.Error):
        return f"The database cannot be used: {error}."
    if isinstance(error, Error):
        return error.message if passes_by_itself(error) else f"{error.message} {error.hint}"
    return f"This machine fails: {error}."
