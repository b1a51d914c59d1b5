"""The player of this machine in a timeline: what it says on the bus, at once and exactly."""

from bisect import bisect_right
from collections import deque
from dataclasses import replace

from musicanalyser.listening.local_agreement import extrapolate
from musicanalyser.model.player import Activity, LocalSample, PlayerSample
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.timeline import Change, Timeline

_HERE = "Computer"


class LocalPlayer:
    """Plays what the timeline says of this machine; waiting for it moves the clock."""

    def __init__(self, timeline: Timeline, clock: VirtualClock) -> None:
        self._changes, self._clock = timeline.changes, clock
        self._moments = [change.at_ms for change in timeline.changes]
        self._next = 0
        self._said: deque[LocalSample] = deque()
        self._shown: LocalSample | None = None

    def next_change(self) -> LocalSample | None:
        self._play_on()
        return self._said.popleft() if self._said else None

    def latest(self, player: str) -> LocalSample | None:
        del player
        self._play_on()
        return None if self._shown is None else extrapolate(self._shown, self._clock.now_ms)

    def wait(self, seconds: float) -> bool:
        until_ms = self._clock.now_ms + max(1, round(1_000 * min(seconds, 86_400)))
        place = bisect_right(self._moments, self._clock.now_ms)
        due_ms = self._moments[place] if place < len(self._moments) else until_ms
        self._clock.now_ms = max(self._clock.now_ms, min(until_ms, due_ms))
        self._play_on()
        return bool(self._said)

    def _play_on(self) -> None:
        while self._next < len(self._changes) and self._moments[self._next] <= self._clock.now_ms:
            change = self._changes[self._next]
            self._next += 1
            before, after = self._shown, self._say(change)
            if before is not None and before.sample.is_playing:
                self._said.append(extrapolate(before, change.at_ms - 1))
            if after is not None:
                self._said.append(after)
            self._shown = after

    def _say(self, change: Change) -> LocalSample | None:
        """Return what the player says after a change: paused if another device goes on."""
        if change.track is not None and change.setting.device == _HERE:
            return LocalSample(player="here", sample=_sample(change))
        if self._shown is None:
            return None
        left = extrapolate(self._shown, change.at_ms)
        return replace(left, sample=replace(left.sample, is_playing=False))


def _sample(change: Change) -> PlayerSample:
    track = change.track
    assert track is not None
    return PlayerSample(
        at_ms=change.at_ms,
        activity=Activity.ITEM,
        item=track.item,
        length_ms=track.length_ms,
        progress_ms=change.position_ms,
        is_playing=change.playing and change.moving,
        changed_ms=change.changed_ms,
        device=_HERE,
    )
