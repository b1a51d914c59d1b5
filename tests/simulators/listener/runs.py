"""One run: a listener, a service that shows it, somebody who watches, and how true the log is."""

from dataclasses import dataclass

from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.logged import Watch
from tests.simulators.listener.scores import Scores, score
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import Timeline

HOURS_PER_DAY = 1.3
"""What the median listener hears."""
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a log was worth, and what it cost.

    ``calls_per_hour`` are those made during sessions, pauses included, for each hour heard;
    ``calls_per_day`` are all, for a day on which 1.3 hours are heard.
    """

    scores: Scores
    calls_per_hour: float
    calls_per_day: float


def run(timeline: Timeline, watch: Watch, conditions: Conditions, *, seed: int) -> Run:
    """Let somebody watch all of a timeline."""
    clock = VirtualClock(timeline.began_ms)
    service = Service(timeline, clock, conditions, seed=seed)
    log = watch(service, clock, timeline.ended_ms)
    heard_h = timeline.heard_ms / _HOUR_MS
    in_sessions_h = sum(it.ended_ms - it.began_ms for it in timeline.sessions) / _HOUR_MS
    silent_h = (timeline.ended_ms - timeline.began_ms) / _HOUR_MS - in_sessions_h
    per_hour = service.calls_in_sessions / heard_h
    per_silent_hour = (service.calls.total() - service.calls_in_sessions) / silent_h
    silent_per_day = 24 - HOURS_PER_DAY * in_sessions_h / heard_h
    return Run(
        scores=score(timeline.plays, log),
        calls_per_hour=per_hour,
        calls_per_day=HOURS_PER_DAY * per_hour + silent_per_day * per_silent_hour,
    )
