"""Genres that follow each other although no artist has both."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from musicanalyser.report import Column, ColumnKind, Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.contrasts.fact_plays import MOST_DAYS, FactPlay, plays_with
from musicanalyser.stats.facts.genre_tags import ArtistGenres, Shares
from musicanalyser.units import MINUTE_MS

NEIGHBOURS_WITHIN_MINUTES = 10
LEAST_TIMES = 5
_DIGITS = 9
"""Lifts that differ less are equal."""
_COLUMNS = (
    Column(name="genre", title="Genre"),
    Column(name="other_genre", title="Other genre"),
    Column(name="times", title="Times", kind=ColumnKind.COUNT),
    Column(name="expected", title="By chance", kind=ColumnKind.NUMBER),
    Column(name="lift", title="Times chance", kind=ColumnKind.NUMBER),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Two genres, how often one followed the other, and how often it would by chance."""

    genres: tuple[str, str]
    times: int
    expected: float

    @property
    def lift(self) -> float:
        """How many times as often as by chance."""
        return self.times / self.expected


def genre_neighbours(conn: sqlite3.Connection, question: Question, genres: ArtistGenres) -> Report:
    """Return the pairs of genres that follow each other far more often than by chance."""
    found = find_collisions(plays_with(conn, question, "artist_uri_id"), genres)
    ranked = sorted(found, key=lambda one: (-round(one.lift, _DIGITS), one.genres))
    return Report(
        name="genre-neighbours",
        title="Unlikely neighbours",
        columns=_COLUMNS,
        rows=tuple(
            (*one.genres, one.times, one.expected, one.lift) for one in ranked[: question.limit]
        ),
        span=report_span(question.window),
        definition=(
            f"The main genres of two artists without a common one, from {LEAST_TIMES} times on that"
            f" a play of one followed the other within {NEIGHBOURS_WITHIN_MINUTES} minutes. By"
            f" chance: as often as if plays were shuffled. For windows of up to {MOST_DAYS} days."
        ),
        empty="No genres without a common artist follow each other often.",
    )


def find_collisions(plays: Iterable[FactPlay], genres: ArtistGenres) -> Iterator[Collision]:
    """Yield the pairs of genres that followed each other at least `LEAST_TIMES`."""
    known = [play for play in plays if play.fact in genres]
    counts = Counter(main_genre(genres[play.fact].shares) for play in known)
    near = [
        (genres[one.fact].shares, genres[other.fact].shares)
        for one, other in pairwise(known)
        if other.started_ms - one.ended_ms <= NEIGHBOURS_WITHIN_MINUTES * MINUTE_MS
    ]
    times = Counter(
        _in_order(main_genre(one), main_genre(other))
        for one, other in near
        if one.keys().isdisjoint(other)
    )
    for pair, count in times.items():
        one, other = (counts[genre] / len(known) for genre in pair)
        if count >= LEAST_TIMES:
            yield Collision(genres=pair, times=count, expected=2 * one * other * len(near))


def main_genre(shares: Shares) -> str:
    """Return the genre with the greatest share; of equals, the first in the alphabet."""
    return min(shares, key=lambda genre: (-shares[genre], genre))


def _in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)
