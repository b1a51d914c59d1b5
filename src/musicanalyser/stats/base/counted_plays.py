"""The counted plays of a window, for statistics that depend on their days or their order."""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import Window

_PLAYS = """
select t.song_id, t.album_id
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and {counted}
order by h.started_ms, h.id
"""
_DAYS = """
select t.song_id, h.day_number, count(*) as plays
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and {counted}
group by t.song_id, h.day_number
order by t.song_id, h.day_number
"""


class CountedPlay(NamedTuple):
    """A play that counts, by the ids of its song and its album."""

    song_id: int
    album_id: int | None


class SongDay(NamedTuple):
    """The counted plays of a song that started on one day, given by its number."""

    song_id: int
    day: int
    plays: int


def counted_plays(
    conn: sqlite3.Connection, question: Question, window: Window
) -> Iterator[CountedPlay]:
    """Return the counted plays of a window, by start time."""
    return map(CountedPlay._make, run_query(conn, _PLAYS, question, window))


def song_days(conn: sqlite3.Connection, question: Question, window: Window) -> Iterator[SongDay]:
    """Return the days of each song with a counted play, in order of songs and days."""
    return map(SongDay._make, run_query(conn, _DAYS, question, window))
