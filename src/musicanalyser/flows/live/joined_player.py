"""One player out of two: the account's, behind calls, and that of this machine, which needs none.

It answers like the account's player alone, so that whatever watches it need not know.
"""

import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from musicanalyser.errors import Error, NotSignedInError
from musicanalyser.flows.live.watcher import Player
from musicanalyser.listening.local_agreement import extrapolate
from musicanalyser.listening.local_player import (
    LocalPlayback,
    decided_sample,
    put_off_look,
    take_change,
    take_look,
)
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import LocalSample, PlayerSample, Upcoming
from musicanalyser.timespan import to_ms
from musicanalyser.units import SECOND_MS

_FRESH_MS = 15 * SECOND_MS
"""An older statement may be of before the machine slept."""


class LocalSource(Protocol):
    """The players of this machine."""

    def next_change(self) -> LocalSample | None:
        """Return the oldest change that was not fetched yet."""
        ...

    def latest(self, player: str) -> LocalSample | None:
        """Return what a player said last, ``None`` if it has gone."""
        ...

    def wait(self, seconds: float) -> bool:
        """Wait for a change; return whether there is one."""
        ...


class JoinedPlayer:
    """Asks a confirmed player of this machine, and the account's player otherwise."""

    def __init__(
        self,
        account: Player,
        local: LocalSource,
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._account = account
        self._local = local
        self._now = now
        self._monotonic = monotonic
        self._state = LocalPlayback()
        self._decisions: deque[LocalSample] = deque()
        self._ahead_ms = 0
        """How far the service's clock is ahead of this machine's."""

    @property
    def is_local(self) -> bool:
        """Whether a player of this machine decides."""
        return self._state.is_confirmed

    def sample(self) -> PlayerSample:
        """Return the state of the player that decides."""
        self._take_changes()
        if self.is_local and self._decisions:
            return self._decided(self._decisions.popleft())
        self._decisions.clear()
        local = self._fresh()
        if local is None or not self.is_local or self._state.is_look_due(self._now_ms()):
            return self._look()
        return self._decided(local)

    def upcoming(self) -> Upcoming:
        """Return the queue, which is not needed where every change is seen."""
        if self.is_local:
            return Upcoming(at_ms=self._now_ms(), current=None, items=())
        return self._account.upcoming()

    def recent(self) -> list[Sighting]:
        """Return the list of recent plays."""
        return self._account.recent()

    def wait(self, seconds: float) -> bool:
        """Wait; return whether the player must be asked before that time is over."""
        until_s = self._monotonic() + seconds
        while not (self._decisions or self._state.is_look_due(self._now_ms())):
            left_s = until_s - self._monotonic()
            if left_s <= 0:
                return False
            self._local.wait(min(left_s, self._until_look_s()))
            self._take_changes()
        return True

    def _until_look_s(self) -> float:
        look_ms = self._state.look_ms
        return math.inf if look_ms is None else max(0, look_ms - self._now_ms()) / SECOND_MS

    def _take_changes(self) -> None:
        """Take in what local players said, and keep what decides."""
        while (change := self._local.next_change()) is not None:
            self._state = take_change(self._state, change, now_ms=self._now_ms())
            if self.is_local and self._state.local is change:
                self._decisions.append(change)

    def _look(self) -> PlayerSample:
        """Ask the service; a confirmed player goes on where it does not answer."""
        before_ms = self._now_ms()
        try:
            seen = self._account.sample()
        except NotSignedInError:
            raise
        except (Error, OSError):
            self._state = put_off_look(self._state, now_ms=self._now_ms())
            local = self._fresh()
            if local is None or not self.is_local:
                raise
            return self._decided(local)
        now_ms = self._now_ms()
        self._ahead_ms = seen.at_ms - (before_ms + now_ms) // 2
        here = replace(seen, at_ms=seen.at_ms - self._ahead_ms)
        self._state = take_look(self._state, here, now_ms=now_ms)
        if not self.is_local:
            return seen
        if self._state.said:
            return self._begin_local()
        local = self._fresh()
        return seen if local is None else self._decided(local)

    def _begin_local(self) -> PlayerSample:
        """Return the first of what the player said before the service agreed; the rest decides."""
        self._decisions.extend(self._state.said)
        self._state = replace(self._state, said=())
        local = self._fresh()
        if local is not None:
            self._decisions.append(local)
        return self._decided(self._decisions.popleft())

    def _fresh(self) -> LocalSample | None:
        """Return what the player says now, ``None`` if it has not spoken for too long."""
        local = self._state.local
        if local is None:
            return None
        latest = self._local.latest(local.player) or local
        is_old = latest.sample.is_playing and self._now_ms() - latest.sample.at_ms > _FRESH_MS
        return None if is_old else extrapolate(latest, self._now_ms())

    def _decided(self, local: LocalSample) -> PlayerSample:
        sample = decided_sample(self._state, local)
        return replace(sample, at_ms=sample.at_ms + self._ahead_ms)

    def _now_ms(self) -> int:
        return to_ms(self._now())
