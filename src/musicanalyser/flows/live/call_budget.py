"""How often Spotify may be asked: one count and one block for every process on this database."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime

from musicanalyser.errors import LockedError, TryLaterError
from musicanalyser.spotify.call_limiter import ApiCall
from musicanalyser.store import settings
from musicanalyser.store.connection import transaction
from musicanalyser.store.live import api_calls
from musicanalyser.timespan import to_ms
from musicanalyser.units import DAY_MS, MINUTE_MS

_KEPT_MS = 2 * DAY_MS
_LEARNT_SHARE = 0.8
"""How much of the number of calls that was too many once is made use of from then on."""
_FEWEST_CALLS = 50
"""Whatever was learnt, so many may be made: others may have used up what Spotify counts as one."""
_SET_BACK_MS = MINUTE_MS
"""What was noted further in the future than that was noted by a clock that has been set back."""
_SHORTEST_BLOCK_MS = MINUTE_MS
_LONGEST_BLOCK_MS = DAY_MS
_TOO_MANY = 429


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """The calls of the last 24 hours, and how many there may be."""

    used: int
    allowed: int


class CallBudget:
    """Lets calls through, or says when they may go on; what it learns outlives the process.

    While another process is writing, it remembers for itself what it is to write down.
    """

    def __init__(
        self, conn: sqlite3.Connection, *, calls_per_day: int, now: Callable[[], datetime]
    ) -> None:
        self._conn = conn
        self._calls_per_day = calls_per_day
        self._now = now
        self._unwritten: list[ApiCall] = []
        self._refused: ApiCall | None = None

    def usage(self) -> Usage:
        """Return the calls of the last 24 hours, and the budget that holds."""
        learnt = settings.number(self._conn, settings.LEARNT_CALLS)
        allowed = self._calls_per_day
        if learnt is not None:
            allowed = min(allowed, max(_FEWEST_CALLS, int(learnt * _LEARNT_SHARE)))
        return Usage(used=self._used(self._now_ms()) + len(self._unwritten), allowed=allowed)

    def blocked_until_ms(self) -> int | None:
        """Return until when Spotify wants no calls; ``None`` if it has nothing against them."""
        until_ms = settings.number(self._conn, settings.BLOCKED_UNTIL_MS) or 0
        refused_ms = api_calls.last_refused_ms(self._conn) or 0
        if self._refused is not None:  # it may not have been written down yet
            refused_ms = self._refused.at_ms
            until_ms = max(until_ms, refused_ms + self._pause_ms(self._refused))
        is_set_back = refused_ms > self._now_ms() + _SET_BACK_MS
        return until_ms if until_ms > self._now_ms() and not is_set_back else None

    def check(self, endpoint: str) -> None:  # noqa: ARG002 - one bucket, as far as is known
        """Let a call through.

        Raises:
            TryLaterError: If Spotify asked to be left alone, or the budget is used up.
        """
        until_ms = self.blocked_until_ms()
        if until_ms is not None:
            raise TryLaterError(
                "Spotify wants no more calls for now.",
                hint="It goes on by itself at the next run after that; nothing is lost but skips.",
                until_ms=until_ms,
            )
        usage = self.usage()
        if usage.used >= usage.allowed:
            oldest_ms = api_calls.oldest_since(self._conn, self._now_ms() - DAY_MS)
            raise TryLaterError(
                f"The {usage.allowed:,} calls of the last 24 hours are used up.",
                hint="Raise spotify_calls_per_day, or wait; recent plays are read afterwards.",
                until_ms=(oldest_ms or self._now_ms()) + DAY_MS,
            )

    def record(self, call: ApiCall) -> None:
        """Count a call, and remember for how long Spotify wants no other."""
        self._unwritten.append(call)
        if call.status == _TOO_MANY:
            self._refused = call
        with suppress(LockedError):
            with transaction(self._conn):
                for one in self._unwritten:
                    self._write(one)
            self._unwritten = []
            self._refused = None

    def _write(self, call: ApiCall) -> None:
        api_calls.add(self._conn, at_ms=call.at_ms, endpoint=call.endpoint, status=call.status)
        api_calls.forget_before(self._conn, call.at_ms - _KEPT_MS)
        if call.status == _TOO_MANY:
            until_ms = call.at_ms + self._pause_ms(call)
            settings.put(self._conn, settings.BLOCKED_UNTIL_MS, str(until_ms))
        if call.quota:
            settings.put(self._conn, settings.LEARNT_CALLS, str(self._used(call.at_ms)))

    def _used(self, now_ms: int) -> int:
        return api_calls.count_between(self._conn, now_ms - DAY_MS, now_ms + _SET_BACK_MS)

    def _pause_ms(self, call: ApiCall) -> int:
        """Return how long to wait: as told, or longer with every refusal that does not tell."""
        if call.retry_after_s is not None:
            return max(1_000, int(call.retry_after_s * 1_000))
        doubled = _SHORTEST_BLOCK_MS << min(api_calls.refused_in_a_row(self._conn) - 1, 20)
        return min(doubled, _LONGEST_BLOCK_MS)

    def _now_ms(self) -> int:
        return to_ms(self._now())


class BriefBudget:
    """The same for whoever asks so rarely that the database need not stay open in between."""

    def __init__(
        self,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
        *,
        calls_per_day: int,
        now: Callable[[], datetime],
    ) -> None:
        self._writing = writing
        self._calls_per_day = calls_per_day
        self._now = now

    def check(self, endpoint: str) -> None:
        """Let a call through.

        Raises:
            TryLaterError: If no call may be made now.
        """
        with self._writing() as conn:
            self._on(conn).check(endpoint)

    def record(self, call: ApiCall) -> None:
        """Count a call."""
        with self._writing() as conn:
            self._on(conn).record(call)

    def _on(self, conn: sqlite3.Connection) -> CallBudget:
        return CallBudget(conn, calls_per_day=self._calls_per_day, now=self._now)
