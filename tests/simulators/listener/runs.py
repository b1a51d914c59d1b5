"""One run: a listener, a service that shows it, somebody who watches, and how true the log is."""

from bisect import bisect_left
from dataclasses import dataclass
from statistics import fmean

from tests.simulators.listener.calibration import Calibration, calibrate
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.logged import Watch
from tests.simulators.listener.scores import Scores, score
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import Session, Timeline

HOURS_PER_DAY = 1.3
"""What the median listener hears."""
NOTICED_WITHIN_MS = 60_000
_HOUR_MS = 3_600_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a log was worth, and what it cost.

    ``calls_per_hour`` are those made during sessions, pauses included, for each hour heard;
    ``calls_per_day`` are all, for a day on which ``hours_per_day`` are heard. ``noticed`` is the
    share of sessions in the first minute of which the player was asked.
    """

    scores: Scores
    calibration: Calibration
    calls_per_hour: float
    calls_per_day: float
    noticed: float


def run(
    timeline: Timeline,
    watch: Watch,
    conditions: Conditions,
    *,
    seed: int,
    hours_per_day: float = HOURS_PER_DAY,
) -> Run:
    """Let somebody watch all of a timeline."""
    clock = VirtualClock(timeline.began_ms)
    service = Service(timeline, clock, conditions, seed=seed)
    log = watch(service, clock, timeline.ended_ms)
    heard_h = timeline.heard_ms / _HOUR_MS
    in_sessions_h = sum(it.ended_ms - it.began_ms for it in timeline.sessions) / _HOUR_MS
    silent_h = (timeline.ended_ms - timeline.began_ms) / _HOUR_MS - in_sessions_h
    per_hour = service.calls_in_sessions / heard_h
    per_silent_hour = (service.calls.total() - service.calls_in_sessions) / silent_h
    silent_per_day = 24 - hours_per_day * in_sessions_h / heard_h
    return Run(
        scores=score(timeline.plays, log),
        calibration=calibrate(timeline.plays, log),
        calls_per_hour=per_hour,
        calls_per_day=hours_per_day * per_hour + silent_per_day * per_silent_hour,
        noticed=fmean(_is_noticed(session, service.sampled_ms) for session in timeline.sessions),
    )


def _is_noticed(session: Session, sampled_ms: list[int]) -> bool:
    after = bisect_left(sampled_ms, session.began_ms)
    return after < len(sampled_ms) and sampled_ms[after] - session.began_ms <= NOTICED_WITHIN_MS
