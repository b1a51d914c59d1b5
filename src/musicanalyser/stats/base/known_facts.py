"""The songs of a window for which a fact is known, and whether they are enough for an answer.

Spotify has several ids for a song: what is known for one of them is true for all.
"""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import floor
from typing import Generic, NamedTuple, TypeVar

from musicanalyser.report import Coverage
from musicanalyser.stats.base.leaders import top_entities
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.weighted_values import WeightedValue
from musicanalyser.stats.base.window import empty_text
from musicanalyser.stats.base.window_totals import WindowTotals

LEAST_SHARE = 0.4
"""An answer needs facts for at least this share of the listening time."""
FAVOURITES = 50
"""How many tracks at the top of the ranking are the favourites."""

Fact = TypeVar("Fact")


class SongTime(NamedTuple):
    """A song by its id, and its listening time in a window."""

    song_id: int
    heard_ms: int


@dataclass(frozen=True, kw_only=True)  # no slots: what is computed once has a place
class KnownFacts(Generic[Fact]):
    """The songs of a window with their fact, and the time of all its music in ms."""

    songs: Sequence[tuple[SongTime, Fact]]
    whole_ms: int

    @cached_property
    def known_ms(self) -> int:
        """The listening time of these songs."""
        return sum(song.heard_ms for song, _ in self.songs)

    @property
    def share(self) -> float | None:
        """Their share of the listening time; ``None`` if the window has no music."""
        return share(self.known_ms, self.whole_ms)

    @property
    def is_enough(self) -> bool:
        """Whether they have at least `LEAST_SHARE` of the listening time."""
        return is_enough(self.share)

    def weighted(self, figure: Callable[[Fact], float | None]) -> list[WeightedValue]:
        """Return a figure of each song with its listening time; unknown figures are left out."""
        figures = ((figure(fact), song.heard_ms) for song, fact in self.songs)
        return [(value, ms) for value, ms in figures if value is not None]


def is_enough(known_share: float | None) -> bool:
    """Return whether facts for this share of some listening time are enough for an answer."""
    return known_share is not None and known_share >= LEAST_SHARE


def match_facts(totals: WindowTotals, facts: Mapping[int, Fact]) -> KnownFacts[Fact]:
    """Return the songs of a window with a fact."""
    songs = [
        (SongTime(song_id, ms), facts[song_id])
        for song_id, ms in totals.times_of(TRACKS)
        if song_id in facts
    ]
    return KnownFacts(songs=songs, whole_ms=totals.sum_of("heard_ms"))


def favourites(
    question: Question, totals: WindowTotals, facts: Mapping[int, Fact]
) -> list[tuple[EntityTotals, Fact]]:
    """Return the favourites of a window with a fact, by their rank."""
    leading = top_entities(totals, TRACKS, question.rank_by, limit=FAVOURITES)
    return [(song, facts[song.entity_id]) for song in leading if song.entity_id in facts]


def fact_coverage(found: KnownFacts[Fact], what: str) -> Coverage | None:
    """Return for how much of the listening time a fact is known; ``None`` without music."""
    if found.share is None:
        return None
    return Coverage(what=what, share=found.share)


def missing_text(
    conn: sqlite3.Connection, question: Question, found: KnownFacts[Fact], source: str
) -> str:
    """Return why there is no answer, and which source can provide the missing facts."""
    if found.share is None:
        return empty_text(conn, question.window)
    known, needed = format_percent(found.share), format_percent(LEAST_SHARE)
    return (
        f"Known for {known} of your listening time; {needed} are"
        f" needed. Run: musicanalyser enrich {source}"
    )


def format_percent(fraction: float) -> str:
    """Return a share in whole percent, rounded down so that too little never reads as enough."""
    # Rounding first: as floats, 100 * 0.29 is slightly less than 29.
    return f"{floor(round(100 * fraction, 9))}%"
