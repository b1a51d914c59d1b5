"""A log that knows the truth, but for a little noise: what the scores must find perfect."""

from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.draws import Draws
from tests.simulators.listener.logged import LoggedPlay
from tests.simulators.listener.service import Service
from tests.simulators.listener.timeline import Play

_NOISE_MS = 50


def oracle(service: Service, clock: VirtualClock, until_ms: int) -> list[LoggedPlay]:
    """Log every play that ended in time, each figure wrong by up to 50 ms."""
    draws = Draws("oracle")
    clock.pass_ms(until_ms - clock.now_ms)
    return [told(play, draws) for play in service.timeline.plays if play.ended_ms <= until_ms]


def told(play: Play, draws: Draws | None = None) -> LoggedPlay:
    """Return a true play as a log would have it."""

    def noise_ms() -> int:
        return draws.randint(-_NOISE_MS, _NOISE_MS) if draws else 0

    return LoggedPlay(
        uri=play.track.uri,
        started_ms=play.started_ms + noise_ms(),
        ended_ms=play.ended_ms + noise_ms(),
        heard_ms=max(0, play.heard_ms + noise_ms()),
        finished=play.finished,
    )
