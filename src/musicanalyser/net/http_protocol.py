"""The connection to a service, as those who use it see it."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestClock:
    """The time, and how to wait; ``jitter`` returns a random share from 0 to 1."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    monotonic: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random


class Http(Protocol):
    """A connection to one service, which carries one request at a time."""

    def get(self, path: str, parameters: Parameters = ()) -> bytes:
        """Return the body of what is at a path.

        Raises:
            NotFoundError: If there is nothing.
            RequestRejectedError: If the service rejects the request.
            UnavailableError: If nothing can be had from this service.
            BudgetExhaustedError: If no request is left.
        """
        ...

    def post(self, path: str, content: bytes) -> bytes:
        """Send JSON to a path and return the body of the answer; raises as `get` does."""
        ...
