"""What is known of the songs that were heard, and when that is too little for an answer.

Spotify has several ids for a song: what is known of one of them holds for all.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import floor
from typing import Generic, TypeVar

from musicanalyser.report import Coverage
from musicanalyser.stats.base.heard import TRACKS, Heard, WindowTotals
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import ranked
from musicanalyser.stats.base.weighted import Weighed
from musicanalyser.stats.base.window import nothing, share

LEAST_SHARE = 0.4
"""The share of the music time of which a fact must be known for an answer that rests on it."""
FAVOURITES = 50
"""So many of the tracks that lead the list are the favourites."""

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known(Generic[Fact]):
    """The songs of a window of which something is known, and the time of all music in it."""

    songs: Sequence[tuple[Heard, Fact]]
    whole_ms: int

    @property
    def known_ms(self) -> int:
        """The time of the songs of which it is known."""
        return sum(heard.heard_ms for heard, _ in self.songs)

    @property
    def share(self) -> float | None:
        """The share of the music time of which it is known; ``None`` if no music was heard."""
        return share(self.known_ms, self.whole_ms)

    @property
    def enough(self) -> bool:
        """Whether so much is known that an answer may rest on it."""
        return self.share is not None and self.share >= LEAST_SHARE

    def weighed(self, figure: Callable[[Fact], float | None]) -> list[Weighed]:
        """Return a figure of every song of which it is known, with the time of the song."""
        figures = ((figure(fact), heard.heard_ms) for heard, fact in self.songs)
        return [(value, ms) for value, ms in figures if value is not None]


def known(heard: WindowTotals, facts: Mapping[str, Fact]) -> Known[Fact]:
    """Put facts, by the key of their song, to what was heard in a window."""
    return Known(
        songs=[
            (one, facts[one.song_key]) for one in heard.gathered(TRACKS) if one.song_key in facts
        ],
        whole_ms=heard.total("heard_ms"),
    )


def favourites(
    question: Question, heard: WindowTotals, facts: Mapping[str, Fact]
) -> list[tuple[Heard, Fact]]:
    """Return those favourites of which something is known, the greatest first."""
    leading = ranked(heard.gathered(TRACKS), TRACKS, question.rank_by)[:FAVOURITES]
    return [(one, facts[one.song_key]) for one in leading if one.song_key in facts]


def covered(found: Known[Fact], what: str) -> Coverage | None:
    """Tell of how much of the music time something is known; ``None`` if no music was heard."""
    if found.share is None:
        return None
    return Coverage(of=f"the music time, that of tracks with {what}", share=found.share)


def too_little(
    conn: sqlite3.Connection, question: Question, found: Known[Fact], source: str
) -> str:
    """Say why there is no answer, and which source may tell what it lacks."""
    if found.share is None:
        return nothing(conn, question.window)
    return (
        f"Known for {percent(found.share)} of your listening time; {percent(LEAST_SHARE)} are"
        f" needed. Run: musicanalyser enrich {source}"
    )


def percent(part: float) -> str:
    """Return a share in whole percent, rounded down: too little never reads as enough."""
    # Rounded first: 0.29 times 100 falls short of 29 by what floats cannot hold.
    return f"{floor(round(100 * part, 9))} %"
