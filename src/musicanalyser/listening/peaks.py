"""The week and the day in which a song was played most. Days are numbered."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

LEAST_PLAYS = 5
"""A song with at least this many counted plays within a week is an obsession."""
WEEK_DAYS = 7


class Peak(NamedTuple):
    """The week and the day of most counted plays; of equals the latest."""

    week_plays: int
    week_first: int
    """The first day of the week, which has a play."""
    day_plays: int
    day: int


def find_peak(by_day: Mapping[int, int]) -> Peak:
    """Return the peak of a song, given the plays of each day with any."""
    weeks = ((sum(by_day.get(first + at, 0) for at in range(WEEK_DAYS)), first) for first in by_day)
    days = ((plays, day) for day, plays in by_day.items())
    return Peak(*max(weeks), *max(days))


def find_peaks(days: Iterable[tuple[int, int, int]]) -> Iterator[tuple[int, Peak]]:
    """Yield the peak of each obsession by its song.

    ``days`` are songs, days and plays, in order of the songs.
    """
    for song_id, of_song in groupby(days, key=itemgetter(0)):
        by_day = {day: plays for _, day, plays in of_song}
        if sum(by_day.values()) < LEAST_PLAYS:
            continue
        peak = find_peak(by_day)
        if peak.week_plays >= LEAST_PLAYS:
            yield song_id, peak
