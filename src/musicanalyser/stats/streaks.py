"""Streaks: consecutive days with music."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from musicanalyser.listening.eddington import eddington_number, missing_for_next
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music, play_bounds
from musicanalyser.stats.base.known_days import count_known_days, known_spans
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import (
    PERIOD,
    empty_text,
    first_day,
    local_clock,
    report_span,
    with_previous,
)
from musicanalyser.stats.base.window_hours import WindowHours
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.timespan import Window, from_ms, start_of_day
from musicanalyser.timespan.local_clock import day_number, numbered_day

ABOUT = "Days in a row with music, and your Eddington number."

_DAY = timedelta(days=1)

_COLUMNS = (
    PERIOD,
    Column(name="current_streak_days", title="Current streak", kind=ColumnKind.COUNT),
    Column(name="longest_streak_days", title="Longest streak", kind=ColumnKind.COUNT),
    Column(name="longest_first_day", title="Longest from", kind=ColumnKind.DATE),
    Column(name="longest_last_day", title="Longest to", kind=ColumnKind.DATE),
    Column(name="active_days", title="Active days", kind=ColumnKind.COUNT),
    Column(name="days", title="Known days", kind=ColumnKind.COUNT),
    Column(name="active_share", title="Share of days", kind=ColumnKind.SHARE),
    Column(name="eddington_days", title="Eddington number", kind=ColumnKind.COUNT),
    Column(name="eddington_missing_days", title="Days to the next", kind=ColumnKind.COUNT),
)
_LONGEST_COLUMNS = (
    Column(name="days", title="Days", kind=ColumnKind.COUNT, bar=True),
    Column(name="first_day", title="From", kind=ColumnKind.DATE),
    Column(name="last_day", title="To", kind=ColumnKind.DATE),
)


class Streak(NamedTuple):
    """A run of active days from ``first`` to ``last``; streaks sort by length, then by date."""

    days: int
    first: date
    last: date


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the current and the longest streak, the active days and the Eddington number.

    An active day has a counted play that started on it. The share is that of the window's
    known days. The longest streaks are a part.
    """
    windows = with_previous(question.window)
    any_music = has_music(conn, question, *windows)
    return Report(
        name="streaks",
        title="Streaks",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(_figures(conn, question, window) for window in windows) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=(_longest(conn, question),) if any_music else (),
    )


def active_days(conn: sqlite3.Connection, question: Question, window: Window) -> list[date]:
    """Return the local days with a counted play in the window, sorted."""
    return list(map(numbered_day, WindowHours(conn, question, window).days()))


def window_streak(conn: sqlite3.Connection, question: Question) -> int | None:
    """Return the current streak; ``None`` if the window ends before today: it has none."""
    last = from_ms(question.window.until_ms - 1, question.window.zone).date()
    return current_streak(conn, question) if last >= question.today else None


def current_streak(conn: sqlite3.Connection, question: Question) -> int:
    """Return the length in days of the streak that ends today, or yesterday if today has no play.

    It may begin before the window.
    """
    tomorrow = start_of_day(question.today + _DAY, question.window.zone)
    ever = replace(question.window, since=None, until=tomorrow)
    return WindowHours(conn, question, ever).streak_until(_local_today(conn, question, ever))


def _local_today(conn: sqlite3.Connection, question: Question, ever: Window) -> int:
    """Return the number of today, or of tomorrow if it has begun where the listener is."""
    bounds = play_bounds(conn)
    latest_ms = min(bounds[1] if bounds else 0, question.now_ms, ever.until_ms - 1)
    there = local_clock(conn, ever).day_and_hour(latest_ms)[0]
    return max(there, day_number(question.today))


def streaks_of(days: Sequence[date]) -> list[Streak]:
    """Return the streaks of sorted active days: the longest first, and of equals the latest."""
    streaks: list[Streak] = []
    for day in days:
        if streaks and streaks[-1].last == day - _DAY:
            streaks[-1] = Streak(streaks[-1].days + 1, streaks[-1].first, day)
        else:
            streaks.append(Streak(1, day, day))
    return sorted(streaks, reverse=True)


def _figures(conn: sqlite3.Connection, question: Question, window: Window) -> Row:
    plays = WindowHours(conn, question, window).plays_by_day()
    active = [*map(numbered_day, plays)]
    longest = next(iter(streaks_of(active)), None)
    days = _days(conn, question, window, len(active))
    return (
        window.label,
        window_streak(conn, question) if window is question.window else None,
        longest.days if longest else 0,
        longest.first if longest else None,
        longest.last if longest else None,
        len(active),
        days,
        share(len(active), days),
        eddington_number(plays.values()),
        missing_for_next(plays.values()),
    )


def _days(conn: sqlite3.Connection, question: Question, window: Window, active: int) -> int:
    """Return the number of local days of the window of which something is known, up to today.

    They are all days that the window touches, if the history names no known days.
    """
    first = window.since.date() if window.since else first_day(conn, question)
    if known_spans(conn, question):
        return max(active, count_known_days(conn, question, window))
    if first is None:
        return 0
    last = from_ms(window.until_ms - 1, window.zone).date()
    return max(0, (min(last, question.today) - first).days + 1)


def _longest(conn: sqlite3.Connection, question: Question) -> Report:
    streaks = streaks_of(active_days(conn, question, question.window))
    return Report(
        name="longest-streaks",
        title="Longest streaks",
        columns=_LONGEST_COLUMNS,
        rows=tuple(streaks[: question.limit]),
        span=report_span(question.window),
        definition=_definition(question),
        empty=empty_text(conn, question.window),
    )


def _definition(question: Question) -> str:
    return definition_text(
        question,
        "An active day has a counted play that started on it. The share is that of the days of"
        " which something is known. The current streak is counted back from today, or from"
        " yesterday if nothing has been heard today yet; a window that ends before today has none."
        " Eddington number: the greatest n for which n days have n plays or more.",
    )
