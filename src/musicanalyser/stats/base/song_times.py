"""The listening time of each song by month, by year or by part of the day."""

import sqlite3
from collections.abc import Iterable, Mapping
from itertools import chain

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.sounding_parts import split_plays

MONTH, YEAR = len("2025-03"), len("2025")
"""How many characters of a local day in ISO 8601 are its month or its year."""
PARTS_OF_DAY = ("night", "morning", "afternoon", "evening")
"""Parts of six hours each, from midnight on."""
_PART_HOURS = 6

_BY_DATE = """
select p.slice, t.song_id, p.heard_ms
from (
  select substr(h.local_day, 1, :length) as slice, h.track_id, sum(h.heard_ms) as heard_ms
  from v_heard h
  where {music} and {window}
  group by 1, 2
) p
join v_tracks t on t.id = p.track_id
"""
_BY_HOUR = """
select h.local_hour, h.track_id, sum(h.heard_ms) as heard_ms
from v_heard h
where {music} and {window} and {one_part}
group by 1, 2
"""
_SONGS = "select id, song_id from v_tracks"

SongTimes = Mapping[int, int]
"""The listening time of each song in ms, by its id."""


def times_by_date(
    conn: sqlite3.Connection, question: Question, length: int
) -> Mapping[str, SongTimes]:
    """Return the time of each song by month or year, in order; those without music are absent.

    Args:
        conn: A connection to the history.
        question: Gives the window and the conditions.
        length: `MONTH` or `YEAR`.
    """
    slices = _by_slice(run_query(conn, _BY_DATE, question, question.window, length=length))
    return {date: slices[date] for date in sorted(slices)}


def times_by_part_of_day(conn: sqlite3.Connection, question: Question) -> Mapping[str, SongTimes]:
    """Return the time of each song by the part of the local day in which it sounded.

    Parts of the day without music are absent.
    """
    songs = dict(conn.execute(_SONGS))
    whole = run_query(conn, _BY_HOUR, question, question.window)
    split = (
        (part.local_hour, part.track_id, part.heard_ms) for part in split_plays(conn, question)
    )
    slices = _by_slice(
        (PARTS_OF_DAY[hour // _PART_HOURS], songs[track_id], ms)
        for hour, track_id, ms in chain(whole, split)
    )
    return {name: slices[name] for name in PARTS_OF_DAY if name in slices}


def _by_slice(rows: Iterable[tuple[str, int, int]]) -> Mapping[str, SongTimes]:
    slices: dict[str, dict[int, int]] = {}
    for name, song_id, heard_ms in rows:
        songs = slices.setdefault(name, {})
        songs[song_id] = songs.get(song_id, 0) + heard_ms
    return slices
