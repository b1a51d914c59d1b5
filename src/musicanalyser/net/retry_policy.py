"""How long to wait before asking again, and how often to ask at all."""

from collections.abc import Mapping
from datetime import datetime

from musicanalyser.net.failures import BudgetSpentError
from musicanalyser.net.retry_after import parse_seconds, retry_after_s

LONGEST_PAUSE_S = 120.0
"""Whoever asks to be left alone for longer is left alone for the rest of the run."""
_FIRST_PAUSE_S = 1.0


class RequestBudget:
    """The requests that a run may make, over all services; ``most`` is ``None`` for no limit."""

    def __init__(self, most: int | None = None) -> None:
        self._most = most
        self.spent = 0

    def spend(self) -> None:
        """Count a request that is about to be made.

        Raises:
            BudgetSpentError: If there is none left; then it must not be made.
        """
        if self._most is not None and self.spent >= self._most:
            raise BudgetSpentError
        self.spent += 1


def pause_s(attempt: int, headers: Mapping[str, str], *, now: datetime, jitter: float) -> float:
    """Return the seconds to wait after a failed attempt, counted from 0.

    What the service asks for in ``Retry-After`` holds (RFC 9110, section 10.2.3). Else it is twice
    as long from attempt to attempt, and ``jitter``, from 0 to 1, keeps many from asking at once.
    """
    asked_s = retry_after_s(headers, now=now)
    if asked_s is not None:
        return asked_s
    return float(_FIRST_PAUSE_S * 2**attempt * (0.5 + jitter / 2))


def window_s(headers: Mapping[str, str]) -> float:
    """Return the seconds until a service that counts requests would take another one.

    ListenBrainz tells it with every answer:
    https://listenbrainz.readthedocs.io/en/latest/users/api/index.html#rate-limiting
    """
    if headers.get("x-ratelimit-remaining", "").strip() != "0":
        return 0.0
    text = headers.get("x-ratelimit-reset-in", "").strip()
    return min(parse_seconds(text) or 0.0, LONGEST_PAUSE_S)
