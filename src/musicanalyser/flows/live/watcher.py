"""Watching the player: ask, take in, keep, and say when to ask again."""

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from musicanalyser.errors import Error, LockedError, NotSignedInError, TryLaterError
from musicanalyser.flows import timezone
from musicanalyser.flows.live.call_budget import CallBudget, Usage
from musicanalyser.flows.live.ingest import Ingested, RecentPlays, ingest
from musicanalyser.flows.recording.record import record_sightings
from musicanalyser.listening.tracking.polling import Policy, governed, next_poll_ms
from musicanalyser.listening.tracking.tracker import State, step, wants_upcoming, with_upcoming
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import PlayerSample, Upcoming
from musicanalyser.store import settings
from musicanalyser.store.connection import transaction, wait_at_most
from musicanalyser.store.live import tracker_state
from musicanalyser.timespan import LocalClock, to_ms
from musicanalyser.units import HOUR_MS, MINUTE_MS

_TROUBLE_MS = (5_000, 10_000, 20_000, 30_000)
"""How long to wait after the first, second, third and any further failure in a row."""
_OFTEN = 10
_AWAY_MS = MINUTE_MS
_LONGEST_WAIT_MS = MINUTE_MS
"""A machine may sleep and its clock may be set: whoever waits long looks again now and then."""
_BLIND_MS = 30_000
"""A longer silence may have hidden a whole play, which the list of recent plays then tells."""
_RECENT_AGAIN_MS = 5 * MINUTE_MS
"""After that list could not be read."""
_PATIENCE_MS = 500
"""How long to wait for another process that writes: meanwhile nobody could leave."""


class Player(RecentPlays, Protocol):
    """What tells how the player stands; every call raises as `RecentPlays.recent` does."""

    def sample(self) -> PlayerSample:
        """Ask the player once."""
        ...

    def upcoming(self) -> Upcoming:
        """Return the order of what follows."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchStep:
    """What one look at the player brought, and how long to wait until the next.

    ``sample`` is ``None`` where there was no answer, and ``trouble`` says why. ``missed_ms`` is for
    how long nothing was seen before this look, 0 if that was as planned.
    """

    state: State
    wait_ms: int
    sample: PlayerSample | None = None
    finished: tuple[Sighting, ...] = ()
    ingested: Ingested | None = None
    trouble: str | None = None
    until_ms: int | None = None
    missed_ms: int = 0


class Watcher:
    """Watches one player into one database; a kill at any moment loses and doubles nothing."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        player: Player,
        budget: CallBudget,
        *,
        policy: Policy,
        zone: ZoneInfo,
        now: Callable[[], datetime],
    ) -> None:
        self._conn = conn
        self._player = player
        self._budget = budget
        self._policy = policy
        self._zone = zone
        self._clock = LocalClock(zone)
        self._now = now
        self._failures = 0
        self._wants_recent = True
        self._unkept: tuple[Sighting, ...] = ()
        self._kept: tuple[Sighting, ...] = ()
        self._refusal: str | None = None
        self._recent_failed: str | None = None
        self._recent_failed_ms = 0
        with transaction(conn):
            timezone.settle_open(conn, zone)
        wait_at_most(conn, milliseconds=_PATIENCE_MS)
        self.state = tracker_state.load(conn)

    def usage(self) -> Usage:
        """Return the calls of the last 24 hours, and how many there may be."""
        return self._budget.usage()

    def turn(self) -> WatchStep:
        """Look at the player once.

        Raises:
            NotSignedInError: If the sign-in does not hold.
            Error: If Spotify refuses for a reason that does not pass by itself.
        """
        before_ms = self.state.asked_ms
        try:
            return self._looked(before_ms)
        except TryLaterError as error:
            return self._troubled(error.message, error.until_ms)

    def _looked(self, before_ms: int | None) -> WatchStep:
        sample = self._player.sample()
        missed_ms = self._missed_ms(before_ms, sample)
        after = step(self.state, sample)
        self.state, self._unkept = after.state, self._unkept + after.finished
        self._failures = 0
        self._wants_recent |= missed_ms > 0 or self._is_hour_over()
        locked = self._keep()
        unknown = self._learn_upcoming()
        ingested, away = self._ingest_if_due() if locked is None else (None, None)
        finished, self._kept = self._kept, ()
        return WatchStep(
            state=self.state,
            wait_ms=self._wait_ms(),
            sample=sample,
            finished=finished,
            ingested=ingested,
            trouble=locked or away or unknown,
            missed_ms=missed_ms,
        )

    def _keep(self) -> str | None:
        """Keep the state, and what led to it, in one transaction; return what went wrong.

        What cannot be kept, because another process is writing, is kept the next time.
        """
        try:
            with transaction(self._conn):
                if self._unkept:
                    timezone.settle_open(self._conn, self._zone)
                    record_sightings(self._conn, self._unkept, file_id=None, clock=self._clock)
                tracker_state.save(self._conn, self.state, at_ms=to_ms(self._now()))
        except LockedError as error:
            return error.message
        self._kept, self._unkept = self._kept + self._unkept, ()
        return None

    def _learn_upcoming(self) -> str | None:
        """Ask for the order of what follows, where it is worth it; return what went wrong."""
        if self._refusal is not None or not wants_upcoming(self.state):
            return self._refusal
        try:
            self.state = with_upcoming(self.state, self._player.upcoming())
        except NotSignedInError:
            raise
        except TryLaterError as error:
            return error.message
        except Error as error:  # not all that may ask for the player may ask for that
            self._refusal = f"What follows is not told, and skips are missed: {error.message}"
            return self._refusal
        return self._keep()

    def _ingest_if_due(self) -> tuple[Ingested | None, str | None]:
        """Read the recent plays where it is time; return what went wrong the last time."""
        if not self._wants_recent:
            return None, None
        now_ms = to_ms(self._now())
        if 0 <= now_ms - self._recent_failed_ms < _RECENT_AGAIN_MS:
            return None, self._recent_failed
        try:
            found = ingest(self._conn, self._player, clock=self._clock, now=self._now)
        except (TryLaterError, LockedError) as error:
            self._recent_failed, self._recent_failed_ms = error.message, now_ms
            return None, self._recent_failed
        self._wants_recent = False
        return found, None

    def _is_hour_over(self) -> bool:
        last_ms = settings.number(self._conn, settings.INGESTED_MS)
        return last_ms is None or not 0 <= to_ms(self._now()) - last_ms < HOUR_MS

    def _missed_ms(self, before_ms: int | None, sample: PlayerSample) -> int:
        """Return how long nothing was seen, beyond what the policy has planned."""
        if before_ms is None:
            return 0
        silence_ms = sample.at_ms - before_ms
        planned_ms = next_poll_ms(self.state, self._allowed_policy())
        return silence_ms if silence_ms > planned_ms + _BLIND_MS else 0

    def _allowed_policy(self) -> Policy:
        usage = self._budget.usage()
        return governed(self._policy, used=usage.used, budget=usage.allowed)

    def _wait_ms(self) -> int:
        return next_poll_ms(self.state, self._allowed_policy())

    def _troubled(self, message: str, until_ms: int | None) -> WatchStep:
        self._failures += 1
        if until_ms is None:
            place = min(self._failures, len(_TROUBLE_MS)) - 1
            wait_ms = _AWAY_MS if self._failures > _OFTEN else _TROUBLE_MS[place]
        else:
            left_ms = max(1_000, until_ms - to_ms(self._now()))
            wait_ms = min(left_ms, _LONGEST_WAIT_MS)
        return WatchStep(state=self.state, wait_ms=wait_ms, trouble=message, until_ms=until_ms)


def watched(watcher: Watcher, sleep_ms: Callable[[int], None]) -> Iterator[WatchStep]:
    """Look at the player again and again, waiting in between as each look says."""
    while True:
        turn = watcher.turn()
        yield turn
        sleep_ms(turn.wait_ms)
