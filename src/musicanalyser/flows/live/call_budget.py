"""How many calls Spotify gets: one count and one block for all processes on a database."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime

from musicanalyser.errors import LockedError, TryLaterError
from musicanalyser.net.retry_after import LONGEST_DELAY_S
from musicanalyser.spotify.api_failures import DEFAULT_PAUSE_S
from musicanalyser.spotify.call_limiter import ApiCall
from musicanalyser.store import database_state
from musicanalyser.store.connection import transaction
from musicanalyser.store.live import api_calls
from musicanalyser.timespan import to_ms
from musicanalyser.units import DAY_MS, MINUTE_MS, SECOND_MS

_KEPT_MS = 2 * DAY_MS
"""Longer than the day that counts, so that a clock set back by hours still finds its calls."""
_LEARNT_SHARE = 0.8
"""How much of a number of calls that was once too many is used from then on."""
_FEWEST_CALLS = 50
"""Always allowed: the quota may have been used up by calls that are not counted here."""
_SET_BACK_MS = MINUTE_MS
"""A record further in the future shows that this machine's clock was set back since."""
_SHORTEST_BLOCK_MS = int(SECOND_MS * DEFAULT_PAUSE_S)
_LONGEST_BLOCK_MS = int(SECOND_MS * LONGEST_DELAY_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUsage:
    """The calls of the last 24 hours, and how many are allowed."""

    used: int
    allowed: int


class CallBudget:
    """Allows calls, or says when they may continue; what it learns outlives the process.

    While the database is busy or full, it remembers its own calls until it can save them.
    """

    def __init__(
        self, conn: sqlite3.Connection, *, calls_per_day: int, now: Callable[[], datetime]
    ) -> None:
        self._conn = conn
        self._calls_per_day = calls_per_day
        self._now = now
        self._unsaved: list[ApiCall] = []
        self._refused: ApiCall | None = None

    def usage(self) -> CallUsage:
        """Return the calls of the last 24 hours, and how many are allowed."""
        learnt = database_state.get_number(self._conn, database_state.LEARNT_CALLS)
        allowed = self._calls_per_day
        if learnt is not None:
            allowed = min(allowed, max(_FEWEST_CALLS, int(learnt * _LEARNT_SHARE)))
        return CallUsage(used=self._used(self._now_ms()) + len(self._unsaved), allowed=allowed)

    def blocked_until_ms(self) -> int | None:
        """Return until when Spotify accepts no calls, ``None`` if it accepts them."""
        until_ms = database_state.get_number(self._conn, database_state.BLOCKED_UNTIL_MS) or 0
        refused_ms = api_calls.last_refused_ms(self._conn) or 0
        if self._refused is not None:  # perhaps not saved yet
            refused_ms = self._refused.at_ms
            until_ms = max(until_ms, refused_ms + self._pause_ms(self._refused))
        is_set_back = refused_ms > self._now_ms() + _SET_BACK_MS
        return until_ms if until_ms > self._now_ms() and not is_set_back else None

    def check(self, endpoint: str) -> None:  # noqa: ARG002 - all endpoints share one limit
        """Return if a call may be made now.

        Raises:
            TryLaterError: If Spotify accepts no calls, or the budget is used up.
        """
        until_ms = self.blocked_until_ms()
        if until_ms is not None:
            raise TryLaterError(
                "Spotify accepts no calls for now.",
                hint="`musicanalyser auth status` shows until when. Only skips are lost.",
                until_ms=until_ms,
            )
        usage = self.usage()
        if usage.used >= usage.allowed:
            oldest_ms = api_calls.oldest_since(self._conn, self._now_ms() - DAY_MS)
            raise TryLaterError(
                f"All {usage.allowed:,} calls of the last 24 hours are used.",
                hint="Raise spotify_calls_per_day, or wait. Only skips are lost.",
                until_ms=(oldest_ms or self._now_ms()) + DAY_MS,
            )

    def record(self, call: ApiCall) -> None:
        """Count a call, and remember how long Spotify wants no other."""
        self._unsaved.append(call)
        if call.is_rate_limited:
            self._refused = call
        with suppress(LockedError, sqlite3.OperationalError):
            with transaction(self._conn):
                for one in self._unsaved:
                    self._save(one)
            self._unsaved = []
            self._refused = None

    def _save(self, call: ApiCall) -> None:
        api_calls.add(self._conn, at_ms=call.at_ms, endpoint=call.endpoint, status=call.status)
        api_calls.delete_until(self._conn, call.at_ms - _KEPT_MS)
        if call.is_rate_limited:
            until_ms = call.at_ms + self._pause_ms(call)
            database_state.put(self._conn, database_state.BLOCKED_UNTIL_MS, str(until_ms))
        if call.quota:
            database_state.put(self._conn, database_state.LEARNT_CALLS, str(self._used(call.at_ms)))

    def _used(self, now_ms: int) -> int:
        return api_calls.count_between(self._conn, now_ms - DAY_MS, now_ms + _SET_BACK_MS)

    def _pause_ms(self, call: ApiCall) -> int:
        """Return the pause that Spotify named, or one that doubles with each refusal in a row."""
        if call.retry_after_s is not None:
            return max(SECOND_MS, int(SECOND_MS * call.retry_after_s))
        doubled = _SHORTEST_BLOCK_MS << min(api_calls.refused_in_a_row(self._conn) - 1, 20)
        return min(doubled, _LONGEST_BLOCK_MS)

    def _now_ms(self) -> int:
        return to_ms(self._now())


class BriefBudget:
    """A `CallBudget` that opens the database for each call, for commands that call rarely."""

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
        """Return if a call may be made now.

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
