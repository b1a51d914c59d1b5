"""A window as days, weeks, months or years in a row."""

import sqlite3
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from musicanalyser.stats.base.known_days import known_days
from musicanalyser.stats.base.question import Question, TimeUnit
from musicanalyser.stats.base.window import first_day, local_clock
from musicanalyser.stats.trend import LABELS
from musicanalyser.timespan import from_ms, start_of_day, to_ms
from musicanalyser.timespan.local_clock import day_number

_DAY = timedelta(days=1)
_LONGEST_DAYS = {TimeUnit.DAY: 31, TimeUnit.WEEK: 26 * 7, TimeUnit.MONTH: 36 * 31}
"""The longest window that each unit splits into few enough periods to be drawn; beyond, years."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """The days of one unit of time that lie in the window."""

    label: str
    first: date
    last: date
    since_ms: int
    until_ms: int
    is_known: bool
    """Whether something is known of at least one of its days."""


def unit_for(question: Question, days: int) -> TimeUnit:
    """Return the unit that was asked for, or one that suits a window of some days."""
    fitting = (unit for unit, longest in _LONGEST_DAYS.items() if days <= longest)
    return question.per or next(fitting, TimeUnit.YEAR)


def split_window(conn: sqlite3.Connection, question: Question) -> tuple[TimeUnit, list[Period]]:
    """Return the periods of the window up to today, in order.

    A window without a start begins with the first day that is known or has music.
    """
    window = question.window
    known = sorted(known_days(conn, question))
    ever = [day for day in (*known[:1], first_day(conn, question)) if day is not None]
    if window.since is None and not ever:
        return question.per or TimeUnit.YEAR, []
    first = min(ever) if window.since is None else window.since.date()
    last = min(from_ms(window.until_ms - 1, window.zone).date(), question.today)
    unit = unit_for(question, (last - first).days + 1)
    clock = local_clock(conn, window)
    # Elsewhere it may already be the day after, or before: the window holds what is in it.
    begin_ms = to_ms(start_of_day(first, window.zone))
    end_ms = to_ms(start_of_day(last + _DAY, window.zone))
    if window.since is None:
        begin_ms = min(begin_ms, clock.first_ms(day_number(first)))
    periods: list[Period] = []
    while first <= last:
        end = min(_last_of_unit(first, unit), last)
        periods.append(
            Period(
                label=f"{first:{LABELS[unit]}}",
                first=first,
                last=end,
                since_ms=clock.first_ms(day_number(first)) if periods else begin_ms,
                until_ms=clock.first_ms(day_number(end) + 1) if end < last else end_ms,
                is_known=bisect_left(known, first) < bisect_right(known, end),
            )
        )
        first = end + _DAY
    return unit, periods


def _last_of_unit(day: date, unit: TimeUnit) -> date:
    match unit:
        case TimeUnit.DAY:
            return day
        case TimeUnit.WEEK:
            return day + timedelta(days=6 - day.weekday())
        case TimeUnit.MONTH:
            return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - _DAY
        case TimeUnit.YEAR:
            return day.replace(month=12, day=31)
