"""The usual design, to compare with: ask at a fixed interval, and believe the largest progress."""

from dataclasses import dataclass, field

from musicanalyser.errors import TryLaterError
from musicanalyser.model.player import PlayerSample
from tests.simulators.listener.clock import VirtualClock
from tests.simulators.listener.logged import LoggedPlay, Watch
from tests.simulators.listener.outages import KilledError
from tests.simulators.listener.service import Service

_FINISHED_SHARE = 0.95
_RESTARTED_BELOW_MS = 10_000
_RESTARTED_FROM_MS = 25_000


def naive(seconds: float) -> Watch:
    """Return a watch that asks every so many seconds, for ever, and nothing but the player."""

    def watch(service: Service, clock: VirtualClock, until_ms: int) -> list[LoggedPlay]:
        poller = _Poller()
        while clock.now_ms < until_ms:
            began_ms = clock.now_ms
            try:
                poller.see(service.sample())
            except TryLaterError:
                pass
            except KilledError as killed:
                poller.current = None
                clock.pass_ms(killed.until_ms - clock.now_ms)
            clock.sleep(seconds - (clock.now_ms - began_ms) / 1000)
        poller.close()
        return poller.log

    return watch


@dataclass(slots=True)
class _Poller:
    current: LoggedPlay | None = None
    furthest_ms: int = 0
    length_ms: int = 0
    log: list[LoggedPlay] = field(default_factory=list)

    def see(self, sample: PlayerSample) -> None:
        item, at_ms, progress_ms = sample.item, sample.at_ms, sample.progress_ms or 0
        if item is None:
            self.close()
            return
        current = self.current
        restarted = progress_ms < _RESTARTED_BELOW_MS and self.furthest_ms > _RESTARTED_FROM_MS
        if current is None or current.uri != item.uri or (restarted and sample.is_playing):
            self.close()
            if not sample.is_playing:
                return
            started_ms = at_ms - progress_ms
            self.furthest_ms, self.length_ms = progress_ms, sample.length_ms or 0
        else:
            started_ms = current.started_ms
            self.furthest_ms = max(self.furthest_ms, progress_ms)
        self.current = LoggedPlay(
            uri=item.uri or "",
            started_ms=started_ms,
            ended_ms=at_ms,
            heard_ms=min(self.furthest_ms, self.length_ms),
            finished=self.furthest_ms >= _FINISHED_SHARE * self.length_ms,
        )

    def close(self) -> None:
        if self.current:
            self.log.append(self.current)
        self.current, self.furthest_ms = None, 0
