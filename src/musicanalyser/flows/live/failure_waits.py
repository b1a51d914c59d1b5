"""How long a watch waits after a failure, and asks more rarely while it lasts."""

import sqlite3

from musicanalyser.errors import Error, LockedError, StoreError, TryLaterError
from musicanalyser.units import MINUTE_MS, SECOND_MS

# Chosen, not measured: docs/decisions/032-waiting-times-of-watch.md
_SHORTEST_MS = 5 * SECOND_MS
_SHARE_OF_TROUBLE = 6
"""The wait is this part of how long the trouble lasts: so its end is noticed about as soon."""
_LONGEST_OUTAGE_MS, _LONGEST_REFUSAL_MS = MINUTE_MS, 5 * MINUTE_MS
"""A call that Spotify refuses, or a machine that fails, mostly takes longer to be well again."""
_LONGEST_WAIT_MS = MINUTE_MS
"""The machine may sleep and its clock may be set, so even a named time is checked this often."""


class FailureWaits:
    """Counts the failures since the last success, and remembers when they began."""

    def __init__(self) -> None:
        self._failures = 0
        self._since_ms = 0

    def reset(self) -> int:
        """Start anew, after a success; return how many failures there were before it."""
        failures, self._failures = self._failures, 0
        return failures

    def wait_ms(self, error: Exception, *, now_ms: int) -> int:
        """Count a failure; return how long to wait before the next attempt."""
        if not self._failures or now_ms < self._since_ms:  # the clock was set back
            self._since_ms = now_ms
        self._failures += 1
        if isinstance(error, TryLaterError) and error.until_ms is not None:
            return min(max(SECOND_MS, error.until_ms - now_ms), _LONGEST_WAIT_MS)
        is_outage = isinstance(error, TryLaterError)
        longest_ms = _LONGEST_OUTAGE_MS if is_outage else _LONGEST_REFUSAL_MS
        lasts_ms = now_ms - self._since_ms
        return min(max(_SHORTEST_MS, lasts_ms // _SHARE_OF_TROUBLE), longest_ms)


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
