"""Listening sessions: runs of plays without a long silence."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from musicanalyser.units import DAY_MS

LONGEST_PLAY_MS = DAY_MS
"""Later ends are cut: no play from more than this, and a gap, before a moment can reach it."""


class SessionPlay(NamedTuple):
    """A play; moments are in ms since 1970 UTC, and ``counted`` is 1 if it counts as a listen."""

    started_ms: int
    ended_ms: int
    heard_ms: int
    counted: int
    track_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A run of plays without a long silence."""

    started_ms: int
    ended_ms: int
    heard_ms: int
    all_plays: int
    plays: int
    """The counted ones."""
    first_track_id: int

    @property
    def length_ms(self) -> int:
        """The time from the first start to the latest end."""
        return self.ended_ms - self.started_ms


def split_sessions(plays: Iterable[SessionPlay], *, gap_ms: int) -> Iterator[Session]:
    """Split plays, in order of their start, wherever a silence is longer than the gap.

    A play with a pause longer than the gap is taken to sound at its start: where it was paused is
    unknown.
    """
    first: SessionPlay | None = None
    latest_end_ms = heard_ms = all_plays = counted = 0
    for play in plays:
        started_ms, ended_ms, play_ms = play[:3]
        if ended_ms - started_ms - play_ms > gap_ms:
            ended_ms = started_ms + play_ms
        ended_ms = min(ended_ms, started_ms + LONGEST_PLAY_MS)
        if first is None or started_ms - latest_end_ms > gap_ms:
            if first is not None:
                yield _session(first, latest_end_ms, heard_ms, all_plays, counted)
            first, latest_end_ms, heard_ms, all_plays, counted = play, ended_ms, 0, 0, 0
        latest_end_ms = max(latest_end_ms, ended_ms)
        heard_ms += play_ms
        all_plays += 1
        counted += play[3]
    if first is not None:
        yield _session(first, latest_end_ms, heard_ms, all_plays, counted)


def _session(
    first: SessionPlay, ended_ms: int, heard_ms: int, all_plays: int, counted: int
) -> Session:
    return Session(
        started_ms=first[0],
        ended_ms=ended_ms,
        heard_ms=heard_ms,
        all_plays=all_plays,
        plays=counted,
        first_track_id=first[4],
    )
