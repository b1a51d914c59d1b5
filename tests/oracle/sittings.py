"""Sessions: runs of plays without a long silence."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tests.oracle.asking import Asked, History
from tests.oracle.plays import Play
from tests.oracle.spans import Span

_MINUTE_MS = 60_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A whole session, also beyond the window."""

    plays: Sequence[Play]
    counted: int

    @property
    def start_ms(self) -> int:
        return self.plays[0].start_ms

    @property
    def end_ms(self) -> int:
        return max(play.end_ms for play in self.plays)

    @property
    def length_ms(self) -> int:
        return self.end_ms - self.start_ms

    @property
    def heard_ms(self) -> int:
        return sum(play.heard_ms for play in self.plays)

    @property
    def first_plays(self) -> list[Play]:
        """Its first play, or several that started in the same millisecond."""
        return [play for play in self.plays if play.start_ms == self.start_ms]


def sessions(history: History, asked: Asked, span: Span) -> list[Session]:
    """Return the sessions that started in a span."""
    return [
        Session(plays=plays, counted=sum(map(asked.counts, plays)))
        for plays in _cut(history, asked.private, asked.gap_minutes * _MINUTE_MS)
        if span.holds(plays[0].start_ms)
    ]


@cache
def _cut(history: History, private: bool, gap_ms: int) -> list[list[Play]]:
    """Split all music into sessions."""
    found: list[list[Play]] = []
    latest_end_ms = 0
    for play in history.music[private]:
        if found and play.start_ms - latest_end_ms <= gap_ms:
            found[-1].append(play)
            latest_end_ms = max(latest_end_ms, play.end_ms)
        else:
            found.append([play])
            latest_end_ms = play.end_ms
    return found
