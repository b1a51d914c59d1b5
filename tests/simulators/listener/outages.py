"""When whoever watches is killed, and for how long."""

from dataclasses import dataclass

from tests.simulators.listener.conditions import Conditions
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.timeline import Timeline

_HOUR_MS = 3_600_000
_OUTAGE_SPREAD = 1.0


class KilledError(BaseException):
    """The process is gone: nothing may catch this but what starts it again at ``until_ms``."""

    def __init__(self, until_ms: int) -> None:
        super().__init__(until_ms)
        self.until_ms = until_ms


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """Killed at ``at_ms``, started again at ``until_ms``."""

    at_ms: int
    until_ms: int


def outages(timeline: Timeline, conditions: Conditions, *, seed: int) -> list[Outage]:
    """Spread outages over the times at which something is played, in order."""
    draws = Draws(f"outages {seed}")
    found: list[Outage] = []
    for play in timeline.plays:
        if draws.share(conditions.kills_per_hour * play.heard_ms / _HOUR_MS):
            at_ms = draws.randint(play.started_ms, play.ended_ms)
            lasts_ms = int(draws.around(conditions.outage_ms, _OUTAGE_SPREAD))
            if not found or found[-1].until_ms < at_ms:
                found.append(Outage(at_ms=at_ms, until_ms=at_ms + lasts_ms))
    return found
