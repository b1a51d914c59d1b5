"""The first and the last counted play of each day, whose night ends in the early morning."""

import json
import sqlite3
from dataclasses import replace
from datetime import timedelta
from typing import NamedTuple

from musicanalyser.listening.definitions import CountAs
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import local_clock
from musicanalyser.stats.base.window_hours import WindowHours
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS, MINUTE_MS

NIGHT_ENDS_HOUR = 4
"""The local hour at which a new day begins, as in Anki
(https://docs.ankiweb.net/preferences.html)."""

# The first counted play from either end of a day is enough.
_ENDS = """
select
  json_extract(s.value, '$[0]'),
  (select h.started_ms from v_heard h where {of_day} order by h.started_ms, h.id limit 1),
  (select h.track_id from v_heard h where {of_day} order by h.started_ms, h.id limit 1),
  (select h.started_ms from v_heard h where {of_day} order by h.started_ms desc, h.id desc limit 1),
  (select h.track_id from v_heard h where {of_day} order by h.started_ms desc, h.id desc limit 1)
from json_each(:spans) s
order by s.key
"""
_OF_DAY = f"""
h.started_ms >= json_extract(s.value, '$[1]') and h.started_ms < json_extract(s.value, '$[2]')
and h.day_number - (h.local_hour < {NIGHT_ENDS_HOUR}) = json_extract(s.value, '$[0]')
and {{music}} and {{counted}} and h.started_ms < :now_ms
"""


class EndPlay(NamedTuple):
    """A play, and when it started: in minutes after the first midnight of its day."""

    minutes: int
    track_id: int


class DayEnds(NamedTuple):
    """The first and the last play of a numbered day; before it is over, the last is ``None``."""

    day: int
    first: EndPlay
    last: EndPlay | None


def ends_of_days(conn: sqlite3.Connection, question: Question, window: Window) -> list[DayEnds]:
    """Return the first and the last counted play of each day that begins in the window, in order.

    A day begins at `NIGHT_ENDS_HOUR`. Days without a counted play are absent.
    """
    clock, home = local_clock(conn, window), LocalClock(window.zone)
    statement = _ENDS.replace("{of_day}", _OF_DAY)
    spans = [
        (day, clock.first_ms(day), clock.first_ms(day + 2))
        for day in _days(conn, question, window)
        if window.since_ms <= home.first_ms(day, NIGHT_ENDS_HOUR) < window.until_ms
    ]
    found = run_query(
        conn, statement, question, window, spans=json.dumps(spans), now_ms=question.now_ms
    )
    return [
        DayEnds(
            day,
            _end_play(clock, day, first_ms, first_id),
            _end_play(clock, day, last_ms, last_id) if _is_over(day, question, clock) else None,
        )
        for day, first_ms, first_id, last_ms, last_id in found
        if first_ms is not None
    ]


def _is_over(day: int, question: Question, clock: LocalClock) -> bool:
    """Return whether a day is over, both at home and where the listener is now."""
    home = LocalClock(question.window.zone)
    clocks = (home, clock.during(question.now_ms))
    return all(one.first_ms(day + 1, NIGHT_ENDS_HOUR) <= question.now_ms for one in clocks)


def _days(conn: sqlite3.Connection, question: Question, window: Window) -> list[int]:
    """Return the days on which, or in the night of which, something may have been heard."""
    day_more = replace(window, until=window.until + timedelta(days=2))
    any_rule = replace(question, count_as=CountAs.ANY)
    dates = WindowHours(conn, any_rule, day_more).own_days()
    return sorted({day - before for day in dates for before in (-1, 0, 1)})


def _end_play(clock: LocalClock, day: int, moment_ms: int, track_id: int) -> EndPlay:
    local_ms = moment_ms + clock.offset_ms(moment_ms) - day * DAY_MS
    return EndPlay(local_ms // MINUTE_MS, track_id)
