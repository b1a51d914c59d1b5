"""Watching the player: poll it, track what plays, save that, and say when to poll again."""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from musicanalyser.errors import Error, LockedError, NotSignedInError, StoreError, TryLaterError
from musicanalyser.flows import local_days
from musicanalyser.flows.live.call_budget import CallBudget, CallUsage
from musicanalyser.flows.live.catch_up import CatchUp
from musicanalyser.flows.live.failure_waits import FailureWaits, problem_text
from musicanalyser.flows.live.idle_pace import IdlePace
from musicanalyser.flows.live.ingest import IngestResult, RecentPlays
from musicanalyser.flows.recording.record import record_sightings
from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.listening.polling.poll_intervals import POLL_INTERVALS
from musicanalyser.listening.polling.waits import next_wait_ms, slow_down
from musicanalyser.listening.span_merging import KnownSpan
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tracker import add_upcoming, step, wants_upcoming
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.model.player import PlayerSample, Upcoming
from musicanalyser.spotify.call_limiter import EndpointFamily
from musicanalyser.store.connection import open_writing, set_lock_timeout, transaction
from musicanalyser.store.database_file import DatabaseFile
from musicanalyser.store.history import known_spans
from musicanalyser.store.live import tracker_state
from musicanalyser.timespan import to_ms
from musicanalyser.timespan.local_clock import LocalClock

_LONG_GAP_MS = STREAM_MS
"""A longer gap may hide a whole play that Spotify's list of recent plays then holds."""
_OUTAGE_FAILURES = 8
"""As many in a row take half a minute: an outage of the network, not of single calls."""
_BUSY_TIMEOUT_MS = 500
"""How long to wait for another writer; meanwhile, no signal can end the watch."""


class Player(RecentPlays, Protocol):
    """The player and its queue; every call raises as `RecentPlays.recent` does."""

    def sample(self) -> PlayerSample:
        """Return the state of the player."""
        ...

    def upcoming(self) -> Upcoming:
        """Return the queue."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchStep:
    """The outcome of one poll, and how long to wait before the next.

    ``sample`` is ``None`` if the poll failed: ``failure`` is why, ``problem`` the same in words.
    ``gap_ms`` is the time without samples before this one, 0 if it was as planned.
    """

    state: TrackerState
    wait_ms: int
    sample: PlayerSample | None = None
    finished: tuple[Sighting, ...] = ()
    ingested: IngestResult | None = None
    problem: str | None = None
    failure: Exception | None = None
    until_ms: int | None = None
    gap_ms: int = 0


class Watcher:
    """Watches one player into one database; a kill at any moment loses and doubles nothing."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        player: Player,
        budget: CallBudget,
        *,
        policy: PollingPolicy,
        zone: ZoneInfo,
        now: Callable[[], datetime],
    ) -> None:
        self.conn = conn
        self._file = DatabaseFile(conn)
        self._player = player
        self._budget = budget
        self.policy = policy
        self._zone = zone
        self._clock = LocalClock(zone)
        self._now = now
        self._catch_up = CatchUp(conn, player, clock=self._clock, now=now)
        self._failure_waits = FailureWaits()
        self._idle_pace = IdlePace(conn, self._clock, now=now)
        self._unsaved: tuple[Sighting, ...] = ()
        self._unreported: tuple[Sighting, ...] = ()
        self._queue_refusal: str | None = None
        with transaction(conn):
            local_days.update_local_days_in_transaction(conn, zone)
        set_lock_timeout(conn, milliseconds=_BUSY_TIMEOUT_MS)
        self.state = tracker_state.load(conn)

    def expect_start(self) -> None:
        """Poll often for two minutes, as a player on this machine gave a sign of life."""
        self._idle_pace.expect_start()

    def usage(self) -> CallUsage:
        """Return the calls of the last 24 hours, and how many are allowed."""
        return self._budget.usage()

    def poll(self) -> WatchStep:
        """Poll the player once; any failure but the end of the sign-in is a problem of the step.

        Raises:
            NotSignedInError: If the sign-in has ended.
        """
        try:
            return self._poll()
        except NotSignedInError:
            raise
        except (Error, OSError, sqlite3.Error) as error:
            return self._failed_step(error)

    def _poll(self) -> WatchStep:
        sample = self._player.sample()
        gap_ms = self._gap_ms(sample)
        after = step(self.state, sample)
        self.state, self._unsaved = after.state, self._unsaved + after.finished
        if gap_ms:
            self._catch_up.request()
        if self._failure_waits.reset() >= _OUTAGE_FAILURES or gap_ms:
            self._idle_pace.expect_start()
        save_problem = self._save()
        queue_problem = self._fetch_queue()
        ingested, ingest_problem = (None, None) if save_problem else self._catch_up.run_if_due()
        finished, self._unreported = self._unreported, ()
        return WatchStep(
            state=self.state,
            wait_ms=self._wait_ms(),
            sample=sample,
            finished=finished,
            ingested=ingested,
            problem=save_problem or ingest_problem or queue_problem,
            gap_ms=gap_ms,
        )

    def _save(self) -> str | None:
        """Save the state, and the plays it led to, in one transaction; return what went wrong.

        While the database is busy, full or gone, both stay in memory until the next poll.
        """
        try:
            self._file.require()
            if self._file.is_replaced():
                self._reopen()
            with transaction(self.conn):
                if self._unsaved:
                    local_days.update_local_days_in_transaction(self.conn, self._zone)
                    record_sightings(self.conn, self._unsaved, file_id=None, clock=self._clock)
                now_ms = to_ms(self._now())
                tracker_state.save(self.conn, self.state, at_ms=now_ms)
                known_spans.extend(self.conn, Origin.PLAYER, KnownSpan(now_ms, now_ms))
        except (LockedError, StoreError, sqlite3.OperationalError) as error:
            return problem_text(error)
        self._unreported, self._unsaved = self._unreported + self._unsaved, ()
        return None

    def _reopen(self) -> None:
        """Go on in the file that has taken the place of the database."""
        self.conn = open_writing(self._file.path)
        set_lock_timeout(self.conn, milliseconds=_BUSY_TIMEOUT_MS)
        self._file = DatabaseFile(self.conn)
        self._catch_up = CatchUp(self.conn, self._player, clock=self._clock, now=self._now)

    def _fetch_queue(self) -> str | None:
        """Fetch the queue if it is needed; return what went wrong."""
        if self._queue_refusal is not None or not wants_upcoming(self.state):
            return self._queue_refusal
        try:
            self.state = add_upcoming(self.state, self._player.upcoming())
        except NotSignedInError:
            raise
        except TryLaterError as error:
            return error.message
        except Error as error:  # some accounts may read the player but not the queue
            self._queue_refusal = f"No access to the queue, some skips go unseen: {error.message}"
            return self._queue_refusal
        return self._save()

    def _gap_ms(self, sample: PlayerSample) -> int:
        """Return the time since the last sample if it is much longer than planned, else 0."""
        if self.state.polled_ms is None:
            return 0
        silence_ms = sample.at_ms - self.state.polled_ms
        return silence_ms if silence_ms > self._wait_ms() + _LONG_GAP_MS else 0

    def _wait_ms(self) -> int:
        usage = self._budget.usage()
        intervals = slow_down(POLL_INTERVALS[self.policy], used=usage.used, budget=usage.allowed)
        idle_ms = self._idle_pace.wait_ms(self.state, mean_ms=intervals.idle_ms)
        return next_wait_ms(self.state, intervals, idle_ms=idle_ms)

    def _failed_step(self, error: Exception) -> WatchStep:
        until_ms = error.until_ms if isinstance(error, TryLaterError) else None
        return WatchStep(
            state=self.state,
            ingested=self._ingest_while_refused() if until_ms is not None else None,
            wait_ms=self._failure_waits.wait_ms(error, now_ms=to_ms(self._now())),
            problem=problem_text(error),
            failure=error,
            until_ms=until_ms,
        )

    def _ingest_while_refused(self) -> IngestResult | None:
        """Read recent plays if it is time to: they may be asked for when the player may not."""
        try:
            self._budget.check(EndpointFamily.RECENT)
            return self._catch_up.run_if_due()[0]
        except NotSignedInError:
            raise
        except (Error, OSError, sqlite3.Error):
            return None
