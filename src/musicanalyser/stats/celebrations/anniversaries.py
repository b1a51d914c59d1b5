"""Anniversaries of the first play of all, and of the first plays of the most heard artists."""

import sqlite3
from collections.abc import Iterator
from datetime import date
from heapq import nlargest
from typing import NamedTuple

from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, EntityTotals
from musicanalyser.stats.base.window import first_day, local_day
from musicanalyser.stats.celebrations.reached_milestones import MilestoneKind
from musicanalyser.stats.celebrations.sums_so_far import SumsSoFar

CLOSE_ARTISTS = 5
"""So many of the most heard artists have anniversaries."""


class Anniversary(NamedTuple):
    """The day on which something was first heard so many years ago."""

    day: date
    kind: MilestoneKind
    years: int
    artist: str | None
    """``None`` if it is the first play of all."""


def anniversaries(
    conn: sqlite3.Connection, question: Question, so_far: SumsSoFar, end: date
) -> Iterator[Anniversary]:
    """Yield all anniversaries up to a day, and the next of each, by rank of the artist.

    The first play of an artist is the first counted one.
    """
    firsts: list[tuple[MilestoneKind, str | None, date | None]] = [
        (MilestoneKind.HISTORY_YEARS, None, first_day(conn, question))
    ]
    firsts += [
        (MilestoneKind.ARTIST_YEARS, one.artist, local_day(one.first_ms, so_far.history.clock))
        for one in _closest_artists(so_far)
    ]
    for kind, artist, first in firsts:
        if first is not None and first <= end:
            for years in range(1, end.year - first.year + 2):
                day = _years_after(first, years)
                yield Anniversary(day, kind, years, artist)
                if day > end:
                    break


def _closest_artists(so_far: SumsSoFar) -> list[EntityTotals]:
    """Return the artists of most listening time, of equals by name."""
    times_ms = so_far.artists_from(1)
    least_ms = min(nlargest(CLOSE_ARTISTS, times_ms.values()), default=0)
    ids = ",".join(str(one) for one, ms in times_ms.items() if ms >= least_ms)
    found = so_far.history.group_by(ARTISTS, f"r.artist_id in ({ids})")
    found.sort(key=lambda one: (-times_ms[one.entity_id], ARTISTS.name_order(one)))
    return found[:CLOSE_ARTISTS]


def _years_after(first: date, years: int) -> date:
    """Return the day so many years later; 29 February becomes 1 March."""
    try:
        return first.replace(year=first.year + years)
    except ValueError:
        return date(first.year + years, 3, 1)
