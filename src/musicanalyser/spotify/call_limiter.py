"""The limit on calls to Spotify, which every call checks first and reports to afterwards."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

TOO_MANY_REQUESTS = 429


class EndpointFamily(StrEnum):
    """Endpoints of one purpose, which share a quota: Spotify counts them apart."""

    PLAYER = "player"
    QUEUE = "queue"
    RECENT = "recently-played"
    CATALOGUE = "catalogue"


def family_of(endpoint: str) -> EndpointFamily:
    """Return the family of an endpoint; what is not about listening is of the catalogue."""
    try:
        return EndpointFamily(endpoint)
    except ValueError:
        return EndpointFamily.CATALOGUE


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCall:
    """A call that was made; ``status`` is the HTTP status, 0 if no answer came.

    ``retry_after_s`` is the pause that Spotify named, ``None`` if it named none. ``quota`` says
    that the calls of the whole day were too many, not those of the last seconds.
    """

    endpoint: str
    at_ms: int
    status: int
    retry_after_s: float | None = None
    quota: bool = False

    @property
    def is_rate_limited(self) -> bool:
        """Whether Spotify refused the call because there were too many."""
        return self.status == TOO_MANY_REQUESTS


class CallLimiter(Protocol):
    """Allows or forbids calls, and counts those that were made."""

    def check(self, endpoint: str) -> None:
        """Return if a call may be made now.

        Raises:
            TryLaterError: If no call may be made now.
        """
        ...

    def record(self, call: ApiCall) -> None:
        """Count a call, whatever its outcome."""
        ...
