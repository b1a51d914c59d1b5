"""The service as a client sees it: the same three questions, answered in the rows of the model."""

from collections import Counter, deque

from musicanalyser.errors import TryLaterError
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.model.player import Activity, PlayerSample, Queued, Upcoming
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.history import History, Row
from tests.simulators.listener.outages import KilledError, outages
from tests.simulators.listener.timeline import SHORT_PLAY_MS, Timeline
from tests.simulators.listener.view import View

_UNRELIABLE_SHARE = 0.05
"""Of answers, those whose ``timestamp`` is that of the answer, as older documentation has it."""


class Service:
    """Answers by a clock that it shares with the caller, and moves by what an answer takes.

    ``calls`` counts the questions, answered or not, and ``calls_in_sessions`` those asked between
    the start of a session's first play and the end of its last. ``sampled_ms`` are the moments at
    which the player was asked.
    """

    def __init__(
        self, timeline: Timeline, clock: VirtualClock, conditions: Conditions, *, seed: int
    ) -> None:
        self.timeline, self.clock = timeline, clock
        self.calls: Counter[str] = Counter()
        self.calls_in_sessions = 0
        self.sampled_ms: list[int] = []
        self._conditions = conditions
        self._draws = Draws(f"service {seed}")
        self._view = View(timeline, conditions, seed=seed)
        self._history = History(timeline, conditions, seed=seed)
        self._outages = deque(outages(timeline, conditions, seed=seed))
        self._sessions = deque(timeline.sessions)

    def sample(self) -> PlayerSample:
        """Tell what the player is at.

        Raises:
            TryLaterError: If the call fails.
            KilledError: If the caller is killed before the answer has reached it.
        """
        self.sampled_ms.append(self.clock.now_ms)
        server_ms, at_ms, rtt_ms = self._call("player")
        change = self._view.at(server_ms)
        track, setting = change.track, change.setting
        if track is None:
            return PlayerSample(at_ms=at_ms, rtt_ms=rtt_ms, activity=Activity.NOTHING)
        progress_ms = change.position_at(server_ms)
        if change.moving:
            progress_ms = max(0, round(self._draws.gauss(progress_ms, self._conditions.jitter_ms)))
        unreliable = self._draws.share(_UNRELIABLE_SHARE)
        return PlayerSample(
            at_ms=at_ms,
            rtt_ms=rtt_ms,
            activity=Activity.ITEM,
            item=track.item,
            length_ms=track.length_ms,
            progress_ms=progress_ms,
            is_playing=change.playing,
            changed_ms=server_ms if unreliable else change.changed_ms,
            device=setting.device,
            device_key=setting.device,
            context=setting.context,
            shuffle=setting.shuffle,
            repeats_track=setting.repeat_one,
            is_private=setting.private,
        )

    def upcoming(self) -> Upcoming:
        """Tell what is to come; raises as `sample`."""
        server_ms, at_ms, _ = self._call("queue")
        change = self._view.at(server_ms)
        return Upcoming(
            at_ms=at_ms,
            current=change.track.item if change.track else None,
            items=tuple(
                Queued(item=track.item, length_ms=track.length_ms) for track in change.upcoming
            ),
        )

    def recent(self) -> list[Sighting]:
        """Tell the latest plays, oldest first; raises as `sample`."""
        server_ms, _, _ = self._call("recently-played")
        return [_sighting(row) for row in reversed(self._history.at(server_ms))]

    def _call(self, endpoint: str) -> tuple[int, int, int]:
        """Return when the service answers, the middle of the request, and how long it takes."""
        clock, draws = self.clock, self._draws
        sent_ms = clock.now_ms
        self.calls[endpoint] += 1
        while self._sessions and self._sessions[0].ended_ms < sent_ms:
            self._sessions.popleft()
        self.calls_in_sessions += bool(self._sessions) and self._sessions[0].began_ms <= sent_ms
        least_ms, most_ms = self._conditions.latency_ms
        rtt_ms = least_ms + int((most_ms - least_ms) * draws.random())
        clock.pass_ms(rtt_ms)
        if self._outages and self._outages[0].at_ms <= clock.now_ms:
            raise KilledError(self._outages.popleft().until_ms)
        if draws.random() < self._conditions.failing:
            raise TryLaterError("Spotify did not answer.", hint="Try again later.")
        answered_ms = sent_ms + int(rtt_ms * (0.3 + 0.4 * draws.random()))
        return answered_ms, sent_ms + rtt_ms // 2, rtt_ms


def _sighting(row: Row) -> Sighting:
    length_ms = row.track.length_ms
    return Sighting(
        origin=Origin.RECENT,
        item=row.track.item,
        row=None,
        ended_ms=row.played_at_ms,
        played_ms=length_ms,
        observation=Observation(
            started_ms=None,
            length_ms=length_ms,
            low_ms=min(SHORT_PLAY_MS, length_ms),
            high_ms=length_ms,
            confidence=0.0,
        ),
    )
