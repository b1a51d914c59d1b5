"""Look-ups at the simulated LRCLIB by the program's own client, in virtual time."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from musicanalyser.address import parse_address
from musicanalyser.enrich import lyrics
from musicanalyser.model.subject import Finding, Subject
from musicanalyser.net import Http, RequestBudget, RequestClock
from musicanalyser.net.client import HttpClient

_NOON = datetime(2025, 3, 12, 12, tzinfo=UTC)


@dataclass(slots=True)
class Time:
    """A time that only passes by sleeping; ``slept`` holds each wait in seconds."""

    passed_s: float = 0.0
    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.passed_s += seconds

    @property
    def clock(self) -> RequestClock:
        return RequestClock(
            now=lambda: _NOON + timedelta(seconds=self.passed_s),
            sleep=self.sleep,
            monotonic=lambda: self.passed_s,
            jitter=lambda: 0.5,
        )


@contextmanager
def connect(url: str, time: Time, budget: RequestBudget | None = None) -> Iterator[Http]:
    with HttpClient(
        parse_address(url, title="LRCLIB"),
        pace_s=lyrics.SERVICE.pace_s,
        budget=budget or RequestBudget(),
        clock=time.clock,
    ) as http:
        yield http


def look_up(url: str, tracks: Sequence[Subject], time: Time | None = None) -> list[Finding]:
    """Return the findings about tracks, asked one after the other as in a run."""
    with connect(url, time or Time()) as http:
        return [finding for track in tracks for finding in lyrics.look_up(http, [track])]
