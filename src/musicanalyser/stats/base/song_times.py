"""The listening time by month, by year or by part of the day, and by a fact about the songs."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from musicanalyser.stats.base.conditions import has_usual_music, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.sounding_parts import split_plays

MONTH, YEAR = len("2025-03"), len("2025")
"""How many characters of a local day in ISO 8601 are its month or its year."""
PARTS_OF_DAY = ("night", "morning", "afternoon", "evening")
"""Parts of six hours each, from midnight on."""
_PART_HOURS = 6

_BY_DATE = """
select p.slice, (select {fact} from v_song_facts f where f.song_id = t.song_id), p.heard_ms
from (
  select substr(h.local_day, 1, :length) as slice, h.track_id, sum(h.heard_ms) as heard_ms
  from v_heard h
  where {music} and {window}
  group by 1, 2
) p
join v_tracks t on t.id = p.track_id
"""
_BY_YEAR = """
select
  cast(y.year as text), (select {fact} from v_song_facts f where f.song_id = t.song_id), y.heard_ms
from v_tracks t
cross join v_year_totals y on y.track_id = t.id
"""
_BY_PART = """
select
  (select f.{feature} from v_song_facts f where f.song_id = t.song_id),
  sum(y.night_ms), sum(y.morning_ms), sum(y.afternoon_ms), sum(y.evening_ms)
from v_tracks t
cross join v_year_totals y on y.track_id = t.id
group by t.id
"""
_BY_HOUR = """
select h.local_hour, h.track_id, sum(h.heard_ms) as heard_ms
from v_heard h
where {music} and {window} and {one_part}
group by 1, 2
"""
_FEATURES = """
select t.id, f.{feature}
from json_each(?) wanted
cross join v_tracks t on t.id = wanted.value
cross join v_song_facts f on f.song_id = t.song_id
"""

FactTimes = Mapping[Any, int]
"""The listening time in ms by a fact, which is ``None`` where it is unknown."""
_Time = tuple[str, object, int]
"""A month, a year or a part of the day, a fact, and a listening time."""


def times_by_date(
    conn: sqlite3.Connection, question: Question, length: int, fact: str
) -> Mapping[str, FactTimes]:
    """Return the time by month or year, in order; those without music are absent.

    Args:
        conn: A connection to the history.
        question: Gives the window and the conditions.
        length: `MONTH` or `YEAR`.
        fact: The column of ``v_song_facts f``.
    """
    is_rolled_up = length == YEAR and has_usual_music(conn, question, question.window)
    statement = (_BY_YEAR if is_rolled_up else _BY_DATE).replace("{fact}", fact)
    slices = _by_slice(run_query(conn, statement, question, question.window, length=length))
    return {date: slices[date] for date in sorted(slices)}


def features_by_part_of_day(
    conn: sqlite3.Connection, question: Question, feature: str
) -> Mapping[str, FactTimes]:
    """Return the time of each value of a feature by the part of the local day in which it sounded.

    The feature is a column of ``v_song_facts``. Parts of the day without listening time are absent.
    """
    is_rolled_up = has_usual_music(conn, question, question.window)
    slices = _by_slice(
        _rolled_up(conn, feature) if is_rolled_up else _summed(conn, question, feature)
    )
    return {name: times for name in PARTS_OF_DAY if sum((times := slices.get(name, {})).values())}


def _rolled_up(conn: sqlite3.Connection, feature: str) -> Iterator[_Time]:
    for value, *times_ms in conn.execute(_BY_PART.replace("{feature}", feature)):
        for part, ms in zip(PARTS_OF_DAY, times_ms, strict=True):
            if ms:
                yield part, value, ms


def _summed(conn: sqlite3.Connection, question: Question, feature: str) -> Iterator[_Time]:
    whole = run_query(conn, _BY_HOUR, question, question.window)
    split = (
        (part.local_hour, part.track_id, part.heard_ms) for part in split_plays(conn, question)
    )
    rows = [*whole, *split]
    tracks = json.dumps([*{track_id for _, track_id, _ in rows}])
    values = dict(conn.execute(_FEATURES.replace("{feature}", feature), (tracks,)))
    for hour, track_id, ms in rows:
        yield PARTS_OF_DAY[hour // _PART_HOURS], values.get(track_id), ms


def _by_slice(rows: Iterable[_Time]) -> Mapping[str, FactTimes]:
    slices: dict[str, dict[object, int]] = {}
    for name, fact, heard_ms in rows:
        times = slices.setdefault(name, {})
        times[fact] = times.get(fact, 0) + heard_ms
    return slices
