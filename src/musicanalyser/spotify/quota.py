"""What stands between this room and Spotify: whoever counts the calls may refuse one."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiCall:
    """A call that was made; ``status`` is that of HTTP, 0 if nothing was answered.

    ``retry_after_s`` is for how long Spotify asked to be left alone, ``None`` if it did not say;
    ``quota`` whether the calls of the whole day were too many.
    """

    endpoint: str
    at_ms: int
    status: int
    retry_after_s: float | None = None
    quota: bool = False


class Gate(Protocol):
    """Asked before every call, and told after it."""

    def check(self, endpoint: str) -> None:
        """Let a call through.

        Raises:
            TryLaterError: If no call may be made now.
        """
        ...

    def note(self, call: ApiCall) -> None:
        """Count a call, whatever came of it."""
        ...
