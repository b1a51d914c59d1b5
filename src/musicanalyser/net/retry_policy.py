"""How long to wait before a retry, and how many requests a run may make."""

from collections.abc import Mapping
from datetime import datetime

from musicanalyser.net.failures import BudgetExhaustedError
from musicanalyser.net.retry_after import parse_seconds, retry_after_s

LONGEST_PAUSE_S = 120.0
"""A service that asks for a longer pause gets no more requests in this run."""
_FIRST_PAUSE_S = 1.0


class RequestBudget:
    """The requests that a run may make, over all services; ``most`` is ``None`` for no limit."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self.spent = 0

    def spend(self) -> None:
        """Count a request that is about to be made.

        Raises:
            BudgetExhaustedError: If none is left; then the request must not be made.
        """
        if self._most is not None and self.spent >= self._most:
            raise BudgetExhaustedError
        self.spent += 1


def pause_s(attempt: int, headers: Mapping[str, str], *, now: datetime, jitter: float) -> float:
    """Return the seconds to wait after a failed attempt, counted from 0.

    What the service asks for counts, unless it asks for none. Otherwise each pause is twice as long
    as the one before; ``jitter``, from 0 to 1, spreads the retries of many clients.
    """
    requested_s = retry_after_s(headers, now=now)
    if requested_s:
        return requested_s
    return float(_FIRST_PAUSE_S * 2**attempt * (0.5 + jitter / 2))


def window_s(headers: Mapping[str, str]) -> float:
    """Return the seconds until a service that counts requests takes another one.

    ListenBrainz sends it with every answer:
    https://listenbrainz.readthedocs.io/en/latest/users/api/index.html#rate-limiting
    """
    if headers.get("x-ratelimit-remaining", "").strip() != "0":
        return 0.0
    reset_s = parse_seconds(headers.get("x-ratelimit-reset-in", ""))
    return min(reset_s or 0.0, LONGEST_PAUSE_S)
