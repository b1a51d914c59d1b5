"""The sums of each local day of a window.

They come from the roll-ups where these hold the whole day, and else are summed from the plays. The
questions do not know.
"""

import sqlite3
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.known_days import known_days
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window_hours import RULE_COLUMNS, whole_days
from musicanalyser.timespan import Window, from_ms
from musicanalyser.timespan.local_clock import numbered_day

_OF_ROLL_UP = """
select h.day_number, sum(h.heard_ms), sum(h.PLAYS), sum(h.judged), sum(h.skips)
from v_hour_totals h
where {music} and h.day_number between FIRST and LAST
group by h.day_number
"""
_OF_PLAYS = """
select
  h.day_number, sum(h.heard_ms), sum({counted}), sum(h.verdict <> 'unknown'),
  sum(h.verdict = 'skipped')
from v_heard h
where {music} and {window}
group by h.day_number
"""


class DaySums(NamedTuple):
    """The plays that started within a span of days; ``plays`` are the counted ones."""

    heard_ms: int = 0
    plays: int = 0
    plays_known: int = 0
    """The plays whose verdict is known, counted or not."""
    skips: int = 0

    def plus(self, other: "DaySums") -> "DaySums":
        """Return the totals of both."""
        return DaySums(*map(sum, zip(self, other, strict=True)))

    @property
    def skip_rate(self) -> float | None:
        """The share of skipped plays among those whose verdict is known."""
        return share(self.skips, self.plays_known)


def day_sums(conn: sqlite3.Connection, question: Question, window: Window) -> dict[date, DaySums]:
    """Return the totals of each local day of a window that has music; the others are absent."""
    return _within(_day_sums(conn, question, window), window)


def _day_sums(conn: sqlite3.Connection, question: Question, window: Window) -> dict[date, DaySums]:
    plays = RULE_COLUMNS.get(question.count_as)
    days = whole_days(conn, question, window)
    if plays is None or days is None:
        return dict(_rows(conn, question, window, _OF_PLAYS))
    statement = (
        _OF_ROLL_UP.replace("PLAYS", plays)
        .replace("FIRST", str(days.first))
        .replace("LAST", str(days.last))
    )
    found = dict(_rows(conn, question, window, statement))
    for edge in days.edges:
        found |= _rows(conn, question, window, _OF_PLAYS, **edge._asdict())
    return found


def _within(found: dict[date, DaySums], window: Window) -> dict[date, DaySums]:
    """Return sums by the days of a window: elsewhere it may already be the day after, or before.

    What was heard then counts for the nearest day of the window.
    """
    last = from_ms(window.until_ms - 1, window.zone).date()
    first = date.min if window.since is None else window.since.date()
    within: dict[date, DaySums] = {}
    for day, sums in found.items():
        nearest = min(max(day, first), last)
        within[nearest] = within.get(nearest, DaySums()).plus(sums)
    return within


def sum_of_window(conn: sqlite3.Connection, question: Question, window: Window) -> DaySums:
    """Return the totals of a window; they are 0 without music."""
    total = DaySums()
    for sums in day_sums(conn, question, window).values():
        total = total.plus(sums)
    return total


def listed_days(
    conn: sqlite3.Connection, question: Question, window: Window
) -> dict[date, DaySums | None]:
    """Return every local day of a window up to today, in order, with its totals.

    They are ``None`` if nothing is known of the day. A window without a start begins with the first
    day that is known or has music.
    """
    known, found = known_days(conn, question), day_sums(conn, question, window)
    ever = known | found.keys()
    if window.since is None and not ever:
        return {}
    first = min(ever) if window.since is None else window.since.date()
    last = min(from_ms(window.until_ms - 1, window.zone).date(), question.today)
    return {
        day: found.get(day, DaySums() if day in known else None)
        for day in (first + timedelta(days=n) for n in range((last - first).days + 1))
    }


def _rows(
    conn: sqlite3.Connection, question: Question, window: Window, statement: str, **span: int
) -> Iterator[tuple[date, DaySums]]:
    for number, *sums in run_query(conn, statement, question, window, **span):
        yield numbered_day(number), DaySums(*sums)
