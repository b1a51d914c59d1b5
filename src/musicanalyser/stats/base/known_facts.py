"""The songs of a window for which a fact is known, and whether they are enough for an answer.

Spotify has several ids for a song: what is known for one of them is true for all.
"""

import json
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import compress
from math import floor
from typing import Generic, TypeVar

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

_OF_WINDOW = """
select {heard_ms}, {columns}
from {songs} r
cross join v_song_facts f on f.song_id = r.song_id
where {known}
"""
_OF_SONGS = """
select f.song_id, {columns} from v_song_facts f
where f.song_id in (select value from json_each(?)) and {known}
"""

Fact = TypeVar("Fact")


@dataclass(frozen=True, slots=True, kw_only=True)
class SongFact(Generic[Fact]):
    """What may be known of a song, in columns of ``v_song_facts f``."""

    columns: tuple[str, ...]
    """SQL expressions of what a fact is made of."""
    known: str
    """The SQL condition that it is known."""
    make: Callable[..., Fact | None]
    """Returns the fact of these columns; ``None`` if nothing is known."""
    is_shared: bool = False
    """Whether many songs have the same fact, so that their time is summed first."""


@dataclass(frozen=True, kw_only=True)  # no slots: what is computed once has a place
class KnownFacts(Generic[Fact]):
    """The facts that are known of the songs of a window, and the time of all its music in ms.

    Each fact is that of one song, or of all songs that share it.
    """

    facts: Sequence[Fact]
    times_ms: Sequence[int]
    """The listening time of each fact."""
    whole_ms: int

    @cached_property
    def known_ms(self) -> int:
        """The listening time of the songs with a fact."""
        return sum(self.times_ms)

    @property
    def times(self) -> Iterator[tuple[Fact, int]]:
        """Each fact with its listening time."""
        return zip(self.facts, self.times_ms, strict=True)

    def only(self, is_meant: Callable[[Fact], bool]) -> "KnownFacts[Fact]":
        """Return the facts for which a condition is true."""
        meant = [*map(is_meant, self.facts)]
        return KnownFacts(
            facts=[*compress(self.facts, meant)],
            times_ms=[*compress(self.times_ms, meant)],
            whole_ms=self.whole_ms,
        )

    @property
    def share(self) -> float | None:
        """Their share of the listening time; ``None`` if the window has no music."""
        return share(self.known_ms, self.whole_ms)

    @property
    def is_enough(self) -> bool:
        """Whether they have at least `LEAST_SHARE` of the listening time."""
        return is_enough(self.share)

    def weighted(self, figure: Callable[[Fact], float | None]) -> list[WeightedValue]:
        """Return a figure of each fact with its listening time; unknown figures are left out."""
        figures = zip(map(figure, self.facts), self.times_ms, strict=True)
        return [(value, ms) for value, ms in figures if value is not None]


def is_enough(known_share: float | None) -> bool:
    """Return whether facts for this share of some listening time are enough for an answer."""
    return known_share is not None and known_share >= LEAST_SHARE


def match_facts(totals: WindowTotals, kind: SongFact[Fact]) -> KnownFacts[Fact]:
    """Return what is known of the songs of a window."""
    columns = ", ".join(kind.columns)
    statement = _OF_WINDOW.format(
        heard_ms="sum(r.heard_ms)" if kind.is_shared else "r.heard_ms",
        columns=columns,
        songs=totals.relation(TRACKS),
        known=kind.known,
    )
    if kind.is_shared:
        statement += f"group by {columns}"
    rows = totals.select(statement).fetchall()
    times_ms, *values = zip(*rows, strict=True) if rows else ((), ())
    facts = [*map(kind.make, *values)]
    return KnownFacts(
        facts=[fact for fact in facts if fact is not None],
        times_ms=[ms for fact, ms in zip(facts, times_ms, strict=True) if fact is not None],
        whole_ms=totals.sum_of("heard_ms"),
    )


def favourites(
    question: Question, totals: WindowTotals, kind: SongFact[Fact]
) -> list[tuple[EntityTotals, Fact]]:
    """Return the favourites of a window with a fact, by their rank."""
    leading = top_entities(totals, TRACKS, question.rank_by, limit=FAVOURITES)
    statement = _OF_SONGS.format(columns=", ".join(kind.columns), known=kind.known)
    ids = json.dumps([song.entity_id for song in leading])
    facts = {song_id: kind.make(*values) for song_id, *values in totals.select(statement, ids)}
    found = ((song, facts.get(song.entity_id)) for song in leading)
    return [(song, fact) for song, fact in found if fact is not None]


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
