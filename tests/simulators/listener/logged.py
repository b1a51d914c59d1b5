"""The log under test: what somebody who watched the service says was played."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import SHORT_PLAY_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedPlay:
    """One play as it was logged; times in ms since 1970 UTC.

    ``bounds_ms`` are those of the time heard, and ``confidence`` that of the reason for the end.
    """

    uri: str
    started_ms: int
    ended_ms: int
    heard_ms: int
    finished: bool
    reason: str = ""
    is_inferred: bool = False
    bounds_ms: tuple[int, int] | None = None
    confidence: float | None = None

    @property
    def is_short_skip(self) -> bool:
        return self.heard_ms < SHORT_PLAY_MS and not self.finished


Watch = Callable[[Service, VirtualClock, int], list[LoggedPlay]]
"""Watches a service until its clock has reached a moment, and returns the log.

When a call raises `outages.KilledError` it forgets all that it has not stored, and goes on when
the clock has reached ``until_ms``.
"""
