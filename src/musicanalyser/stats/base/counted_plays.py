"""The counted plays of a window, for statistics that depend on their days or their order.

What follows from them comes from the roll-ups where these hold it. The questions do not know.
"""

import sqlite3
from collections.abc import Iterator
from typing import NamedTuple

from musicanalyser.listening.album_runs import album_runs
from musicanalyser.listening.peaks import Peak, find_peaks
from musicanalyser.stats.base.conditions import has_usual_streams, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, RankedEntity
from musicanalyser.timespan import Window

_PLAYS = """
select t.song_id, t.album_id
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and {counted}
order by h.started_ms, h.id
"""
_DAYS = """
select t.ENTITY_id, h.day_number, count(*) as plays
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window} and {counted} and t.ENTITY_id is not null
group by t.ENTITY_id, h.day_number
order by t.ENTITY_id, h.day_number
"""
_PEAKS = "select song_id, week_plays, week_first, day_plays, day_number from v_song_peaks"
_IN_RUNS = "select coalesce(sum(plays), 0) from v_album_runs"


class CountedPlay(NamedTuple):
    """A play that counts, by the ids of its song and its album."""

    song_id: int
    album_id: int | None


class EntityDay(NamedTuple):
    """The counted plays of something that started on one day, given by its number."""

    entity_id: int
    day: int
    plays: int


def counted_plays(
    conn: sqlite3.Connection, question: Question, window: Window
) -> Iterator[CountedPlay]:
    """Return the counted plays of a window, by start time."""
    return map(CountedPlay._make, run_query(conn, _PLAYS, question, window))


def entity_days(
    conn: sqlite3.Connection, question: Question, window: Window, entity: RankedEntity
) -> Iterator[EntityDay]:
    """Return the days of each song, artist or album with a counted play, in order of both."""
    statement = _DAYS.replace("ENTITY", entity.name)
    return map(EntityDay._make, run_query(conn, statement, question, window))


def song_peaks(conn: sqlite3.Connection, question: Question, window: Window) -> dict[int, Peak]:
    """Return the peak of each song that was an obsession in a window, by its id."""
    if has_usual_streams(conn, question, window):
        return {song_id: Peak(*peak) for song_id, *peak in conn.execute(_PEAKS)}
    return dict(find_peaks(entity_days(conn, question, window, TRACKS)))


def plays_in_album_runs(conn: sqlite3.Connection, question: Question, window: Window) -> int:
    """Return how many counted plays of a window belong to an album played as an album."""
    if has_usual_streams(conn, question, window):
        return int(conn.execute(_IN_RUNS).fetchone()[0])
    return sum(map(len, album_runs(counted_plays(conn, question, window))))
