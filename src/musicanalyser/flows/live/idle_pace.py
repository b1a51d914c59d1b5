"""How long `watch` waits while nothing plays, by what the history says of the listener's habits."""

import sqlite3
from collections.abc import Callable
from datetime import datetime

from musicanalyser.listening.polling.idle_waits import IdleWaits, plan_idle_waits
from musicanalyser.listening.polling.silences import find_silences
from musicanalyser.listening.polling.start_profile import learn_profile
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.store.history import plays
from musicanalyser.timespan import to_ms
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS, MINUTE_MS, SECOND_MS

_LEARNT_FROM_MS = 180 * DAY_MS
"""Four half-lives: what is older hardly counts."""
_LEARNT_EVERY_MS = DAY_MS
_EXPECTED_FOR_MS = 2 * MINUTE_MS
_EXPECTED_WAIT_MS = 15 * SECOND_MS
"""Eight polls in two minutes."""


class IdlePace:
    """Learns habits from the stored plays, anew every day."""

    def __init__(
        self,
        conn: sqlite3.Connection,
        clock: LocalClock,
        *,
        now: Callable[[], datetime],
    ) -> None:
        self._conn = conn
        self._clock = clock
        self._now = now
        self._waits: IdleWaits | None = None
        self._learnt_ms = 0
        self._expected_until_ms = 0

    def expect_start(self) -> None:
        """Poll often for two minutes: the machine woke up, or a player appeared."""
        self._expected_until_ms = to_ms(self._now()) + _EXPECTED_FOR_MS

    def wait_ms(self, state: TrackerState, *, mean_ms: int) -> int:
        """Return the wait if nothing plays; ``mean_ms`` is the mean that the budget allows."""
        if state.idle_samples == 0:
            return mean_ms
        now_ms = to_ms(self._now())
        if 0 < self._expected_until_ms - now_ms <= _EXPECTED_FOR_MS:
            return _EXPECTED_WAIT_MS
        silent_ms = now_ms - state.earliest_start_ms if state.earliest_start_ms else None
        return self._learnt_waits(now_ms, mean_ms).wait_ms(
            at_ms=now_ms, silent_ms=silent_ms, mean_ms=mean_ms
        )

    def _learnt_waits(self, now_ms: int, mean_ms: int) -> IdleWaits:
        if self._waits is None or not 0 <= now_ms - self._learnt_ms < _LEARNT_EVERY_MS:
            heard = plays.starts_and_ends(
                self._conn, since_ms=now_ms - _LEARNT_FROM_MS, until_ms=now_ms
            )
            silences = find_silences(heard, until_ms=now_ms)
            self._waits = plan_idle_waits(
                silences,
                self._clock,
                profile=learn_profile(silences, self._clock),
                mean_ms=mean_ms,
            )
            self._learnt_ms = now_ms
        return self._waits
