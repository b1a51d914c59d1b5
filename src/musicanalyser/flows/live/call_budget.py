"""How many calls Spotify gets: one count and one block for all processes on a database."""

import sqlite3
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from datetime import datetime

from musicanalyser.errors import LockedError, TryLaterError
from musicanalyser.flows.live.quotas import LearntQuota, forget_quotas, load_quota, save_quota
from musicanalyser.net.retry_after import LONGEST_DELAY_S
from musicanalyser.spotify.api_failures import DEFAULT_PAUSE_S
from musicanalyser.spotify.call_limiter import ApiCall, EndpointFamily, family_of
from musicanalyser.store import database_state
from musicanalyser.store.connection import transaction
from musicanalyser.store.database_state import BLOCKED_UNTIL_MS, of_family
from musicanalyser.store.live import api_calls
from musicanalyser.timespan import to_ms
from musicanalyser.units import DAY_MS, MINUTE_MS, SECOND_MS

DEFAULT_CALLS_PER_DAY = 1_200
"""The budget of a day unless the user sets another."""
_KEPT_MS = 2 * DAY_MS
"""Longer than the day that counts, so that a clock set back by hours still finds its calls."""
_RECENT_SHARE = 0.02
"""The end of the budget is for the list of recent plays, which brings back all but skips."""
_SET_BACK_MS = MINUTE_MS
"""A record further in the future shows that this machine's clock was set back since."""
_SHORTEST_BLOCK_MS = int(SECOND_MS * DEFAULT_PAUSE_S)
_LONGEST_BLOCK_MS = int(SECOND_MS * LONGEST_DELAY_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class CallUsage:
    """The calls of the last 24 hours, and how many are allowed."""

    used: int
    allowed: int

    @property
    def share(self) -> float:
        """How much of what is allowed is used."""
        return self.used / self.allowed


class CallBudget:
    """Allows calls, or says when they may continue; what it learns outlives the process.

    ``calls_per_day`` is what the user set: then no learnt quota matters. A quota that is used up
    blocks its family of endpoints, too many calls in a short time block all of them. While the
    database is busy or full, it remembers its own calls until it can save them.
    """

    def __init__(
        self, conn: sqlite3.Connection, *, calls_per_day: int | None, now: Callable[[], datetime]
    ) -> None:
        self._conn = conn
        self._calls_per_day = calls_per_day
        self._now = now
        self._unsaved: list[ApiCall] = []
        self._refused: ApiCall | None = None

    def usage(self, family: EndpointFamily = EndpointFamily.PLAYER) -> CallUsage:
        """Return the calls of the last 24 hours, and how many are allowed.

        They are all calls, or those of the family if less of its learnt quota is left.
        """
        now_ms = self._now_ms()
        everything = CallUsage(
            used=api_calls.count_between(self._conn, now_ms - DAY_MS, now_ms + _SET_BACK_MS)
            + len(self._unsaved),
            allowed=self._calls_per_day or DEFAULT_CALLS_PER_DAY,
        )
        learnt = None if self._calls_per_day else load_quota(self._conn, family)
        if learnt is None:
            return everything
        unsaved = sum(family_of(call.endpoint) is family for call in self._unsaved)
        used = self._used(family, now_ms) + unsaved
        own = CallUsage(used=used, allowed=learnt.allowed(now_ms))
        return max(everything, own, key=lambda usage: usage.share)

    def quotas(self) -> tuple[LearntQuota, ...]:
        """Return the quotas that Spotify's refusals showed."""
        found = (load_quota(self._conn, family) for family in EndpointFamily)
        return tuple(quota for quota in found if quota is not None)

    def forget_quotas(self) -> None:
        """Forget the quotas, until Spotify refuses calls again."""
        with transaction(self._conn):
            forget_quotas(self._conn)

    def blocked_until_ms(self, family: EndpointFamily = EndpointFamily.PLAYER) -> int | None:
        """Return until when Spotify accepts no calls of a family, ``None`` if it accepts them."""
        until_ms = max(
            database_state.get_number(self._conn, key) or 0
            for key in (BLOCKED_UNTIL_MS, of_family(BLOCKED_UNTIL_MS, family))
        )
        refused_ms = api_calls.last_refused_ms(self._conn) or 0
        refused = self._refused  # perhaps not saved yet
        if refused is not None and (not refused.quota or family_of(refused.endpoint) is family):
            refused_ms = refused.at_ms
            until_ms = max(until_ms, refused_ms + self._pause_ms(refused))
        is_set_back = refused_ms > self._now_ms() + _SET_BACK_MS
        return until_ms if until_ms > self._now_ms() and not is_set_back else None

    def check(self, endpoint: str) -> None:
        """Return if a call may be made now.

        Raises:
            TryLaterError: If Spotify accepts no calls, or the budget is used up.
        """
        family = family_of(endpoint)
        until_ms = self.blocked_until_ms(family)
        if until_ms is not None:
            raise TryLaterError(
                "Spotify accepts no calls for now.",
                hint="`musicanalyser auth status` shows until when. Only skips are lost.",
                until_ms=until_ms,
            )
        usage = self.usage(family)
        reserved = 0 if family is EndpointFamily.RECENT else int(usage.allowed * _RECENT_SHARE)
        if usage.used >= usage.allowed - reserved:
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
        family = family_of(call.endpoint)
        if call.is_rate_limited:
            until_ms = call.at_ms + self._pause_ms(call)
            key = of_family(BLOCKED_UNTIL_MS, family) if call.quota else BLOCKED_UNTIL_MS
            database_state.put(self._conn, key, str(until_ms))
        if call.quota:
            used = self._used(family, call.at_ms)
            save_quota(self._conn, LearntQuota(family=family, calls=used, learnt_ms=call.at_ms))

    def _used(self, family: EndpointFamily, now_ms: int) -> int:
        calls = api_calls.count_by_endpoint(self._conn, now_ms - DAY_MS, now_ms + _SET_BACK_MS)
        return sum(count for endpoint, count in calls.items() if family_of(endpoint) is family)

    def _pause_ms(self, call: ApiCall) -> int:
        """Return the pause that Spotify named, or one that doubles with each refusal in a row."""
        if call.retry_after_s is not None:
            return max(SECOND_MS, int(SECOND_MS * call.retry_after_s))
        doubled = _SHORTEST_BLOCK_MS << min(
            api_calls.refused_in_a_row(self._conn, call.endpoint) - 1, 20
        )
        return min(doubled, _LONGEST_BLOCK_MS)

    def _now_ms(self) -> int:
        return to_ms(self._now())


class BriefBudget:
    """A `CallBudget` that opens the database for each call, for commands that call rarely."""

    def __init__(
        self,
        writing: Callable[[], AbstractContextManager[sqlite3.Connection]],
        *,
        calls_per_day: int | None,
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
