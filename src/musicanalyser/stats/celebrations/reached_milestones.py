"""The milestones that were reached in a window."""

import sqlite3
from collections.abc import Iterator
from enum import StrEnum
from itertools import islice
from typing import NamedTuple

from musicanalyser.listening.milestones import greatest_reached
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.celebrations.sums_so_far import SumsSoFar
from musicanalyser.units import HOUR_MS

FIRST_PLAYS, FIRST_HOURS, FIRST_ARTIST_HOURS, FIRST_TRACK_PLAYS = 1_000, 100, 100, 100
"""The first milestone of each kind; the others are 2, 5, 10, 20 and so on times as much."""

_PLAYS = """
select h.started_ms, h.heard_ms, {counted}, h.track_id, t.song_id, t.artist_id, h.day_number
from v_heard h
cross join v_tracks t on t.id = h.track_id
where {music} and {window}
order by h.started_ms desc, h.id desc
"""


class MilestoneKind(StrEnum):
    """What a milestone is a number of."""

    PLAYS = "Plays"
    HOURS = "Hours"
    ARTIST_HOURS = "Artist hours"
    TRACK_PLAYS = "Track plays"
    HISTORY_YEARS = "Years"
    ARTIST_YEARS = "Artist years"


class Milestone(NamedTuple):
    """A milestone, and the play that reached it: its start, its local day and its track."""

    kind: MilestoneKind
    number: int
    started_ms: int
    day_number: int
    track_id: int


class _Tally:
    """A sum that shrinks while plays are taken away from it, latest first."""

    def __init__(self, value: int, first: int) -> None:
        self.value = value
        self._first = first
        self._reached = greatest_reached(value, first)

    def take(self, amount: int) -> int | None:
        """Take away a play; return the milestone that it reached, ``None`` if it reached none."""
        self.value -= amount
        reached = self._reached
        if reached is None or self.value >= reached:
            return None
        self._reached = greatest_reached(self.value, self._first)
        return reached


def reached_milestones(
    conn: sqlite3.Connection, question: Question, so_far: SumsSoFar
) -> list[Milestone]:
    """Return the latest milestones of the window, the latest first; ``so_far`` are of its end.

    Plays are taken away from the sums of the end, until there are as many as the limit.
    """
    return list(islice(_walk(conn, question, so_far), question.limit))


def _walk(conn: sqlite3.Connection, question: Question, so_far: SumsSoFar) -> Iterator[Milestone]:
    hour = HOUR_MS
    plays = _Tally(so_far.plays, FIRST_PLAYS)
    heard = _Tally(so_far.heard_ms, FIRST_HOURS * hour)
    artists = {
        one: _Tally(ms, FIRST_ARTIST_HOURS * hour)
        for one, ms in so_far.artists_from(FIRST_ARTIST_HOURS * hour).items()
    }
    songs = {
        one: _Tally(count, FIRST_TRACK_PLAYS)
        for one, count in so_far.songs_from(FIRST_TRACK_PLAYS).items()
    }
    nothing = _Tally(0, 1)
    found = run_query(conn, _PLAYS, question, question.window)
    for started_ms, heard_ms, counted, track_id, song_id, artist_id, day in found:
        for kind, tally, amount, unit in (
            (MilestoneKind.PLAYS, plays, counted, 1),
            (MilestoneKind.HOURS, heard, heard_ms, hour),
            (MilestoneKind.ARTIST_HOURS, artists.get(artist_id, nothing), heard_ms, hour),
            (MilestoneKind.TRACK_PLAYS, songs.get(song_id, nothing), counted, 1),
        ):
            reached = tally.take(amount)
            if reached is not None:
                yield Milestone(kind, reached // unit, started_ms, day, track_id)
