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
    gap_ms: int

    @property
    def start_ms(self) -> int:
        return self.plays[0].start_ms

    @property
    def end_ms(self) -> int:
        return max(_sound_end_ms(play, self.gap_ms) for play in self.plays)

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
        Session(plays=plays, counted=sum(map(asked.counts, plays)), gap_ms=gap_ms)
        for gap_ms in (asked.gap_minutes * _MINUTE_MS,)
        for plays in _cut(history, asked.private, gap_ms)
        if span.holds(plays[0].start_ms)
    ]


def _sound_end_ms(play: Play, gap_ms: int) -> int:
    """Return when a play fell silent; one with a longer pause than the gap sounds at its start."""
    sounded_ms = play.start_ms + play.heard_ms
    return sounded_ms if play.end_ms - sounded_ms > gap_ms else play.end_ms


@cache
def _cut(history: History, private: bool, gap_ms: int) -> list[list[Play]]:
    """Split all music into sessions."""
    found: list[list[Play]] = []
    latest_end_ms = 0
    for play in history.music[private]:
        if found and play.start_ms - latest_end_ms <= gap_ms:
            found[-1].append(play)
            latest_end_ms = max(latest_end_ms, _sound_end_ms(play, gap_ms))
        else:
            found.append([play])
            latest_end_ms = _sound_end_ms(play, gap_ms)
    return found
