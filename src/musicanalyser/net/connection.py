"""What those who ask a service see of the connection to it."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

Parameters = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """What tells the time and lets it pass; ``jitter`` returns a chance from 0 to 1."""

    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    monotonic: Callable[[], float] = time.monotonic
    jitter: Callable[[], float] = random.random


class Http(Protocol):
    """A connection to one service, which is asked one thing at a time."""

    def get(self, path: str, parameters: Parameters = ()) -> bytes:
        """Ask for what is at a path, and return the body of the answer.

        Raises:
            MissingError: If there is nothing.
            RefusedError: If the service finds fault with the request.
            SourceOffError: If there is nothing to be had from this service.
            BudgetSpentError: If no request is left.
        """
        ...

    def post(self, path: str, content: bytes) -> bytes:
        """Send JSON to a path, and return the body of the answer; raises as `get` does."""
        ...
