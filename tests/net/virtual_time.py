"""Time that passes only by sleeping, and a connection that uses it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from musicanalyser.address import parse_address
from musicanalyser.net import RequestBudget, RequestClock
from musicanalyser.net.client import HttpClient
from musicanalyser.net.http_protocol import Parameters

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@dataclass(slots=True)
class VirtualTime:
    """Virtual seconds; ``waits`` are those that were slept, in order."""

    seconds: float = 0.0
    waits: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.seconds += seconds

    def clock(self) -> RequestClock:
        return RequestClock(
            now=lambda: NOW + timedelta(seconds=self.seconds),
            sleep=self.sleep,
            monotonic=lambda: self.seconds,
            jitter=lambda: 1.0,
        )


@contextmanager
def connected(
    url: str,
    time: VirtualTime,
    *,
    pace_s: float = 0.0,
    budget: RequestBudget | None = None,
    parameters: Parameters = (),
) -> Iterator[HttpClient]:
    with HttpClient(
        parse_address(url, title="the service"),
        pace_s=pace_s,
        budget=budget or RequestBudget(),
        clock=time.clock(),
        parameters=parameters,
    ) as http:
        yield http
