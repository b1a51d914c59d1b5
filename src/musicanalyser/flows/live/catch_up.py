"""When a watch reads Spotify's list of recent plays, which fills the gaps between its samples."""

import sqlite3
from collections.abc import Callable
from datetime import datetime

from musicanalyser.errors import Error, NotSignedInError
from musicanalyser.flows.live.failure_waits import passes_by_itself, problem_text
from musicanalyser.flows.live.ingest import IngestResult, RecentPlays, ingest
from musicanalyser.store import database_state
from musicanalyser.timespan import to_ms
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import HOUR_MS, MINUTE_MS

_EVERY_MS = HOUR_MS
"""The list holds 50 plays, usually some three hours of listening."""
_RETRY_AFTER_MS = 5 * MINUTE_MS
_REFUSED_RETRY_MS = HOUR_MS
"""A refused list mostly stays refused."""


class CatchUp:
    """Reads the list at the start, every hour, and whenever a gap is reported."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        service: RecentPlays,
        *,
        clock: LocalClock,
        now: Callable[[], datetime],
    ) -> None:
        self._conn = conn
        self._service = service
        self._clock = clock
        self._now = now
        self._is_requested = True
        self._problem: str | None = None
        self._failed_ms = 0
        self._retry_after_ms = _RETRY_AFTER_MS

    def request(self) -> None:
        """Ask for the list to be read, as after a gap."""
        self._is_requested = True

    def run_if_due(self) -> tuple[IngestResult | None, str | None]:
        """Read the list if it is time to; return the result, and what went wrong.

        A failure is returned again until the next attempt, five minutes later; an hour if Spotify
        refuses the list.
        """
        now_ms = to_ms(self._now())
        if not (self._is_requested or self._is_hour_over(now_ms)):
            return None, None
        if 0 <= now_ms - self._failed_ms < self._retry_after_ms:
            return None, self._problem
        try:
            result = ingest(self._conn, self._service, clock=self._clock, now=self._now)
        except NotSignedInError:
            raise
        except (Error, sqlite3.OperationalError) as error:
            self._note_failure(error, now_ms)
            return None, self._problem
        self._is_requested = False
        return result, None

    def _note_failure(self, error: Exception, now_ms: int) -> None:
        self._problem, self._failed_ms = problem_text(error), now_ms
        self._retry_after_ms = _RETRY_AFTER_MS
        if not passes_by_itself(error):
            self._problem = f"No access to the recent plays: {self._problem}"
            self._retry_after_ms = _REFUSED_RETRY_MS

    def _is_hour_over(self, now_ms: int) -> bool:
        """Return whether the last reading is too old, or from a clock that was ahead."""
        last_ms = database_state.get_number(self._conn, database_state.INGESTED_MS)
        return last_ms is None or not 0 <= now_ms - last_ms < _EVERY_MS
