"""Key figures, top lists, hours and days in one answer."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ALBUMS, ARTISTS, TRACKS
from musicanalyser.stats.base.ranking import ranking_text, top_list_of
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.stats.base.window_totals import rule_coverage, sum_windows
from musicanalyser.stats.calendar import calendar_days
from musicanalyser.stats.clock import clock_of
from musicanalyser.stats.heatmap import PLACING, heatmap_of, music_hours
from musicanalyser.stats.parts.key_figures import key_figures
from musicanalyser.stats.streaks import answer as streaks
from musicanalyser.stats.streaks import window_streak
from musicanalyser.stats.trend import answer as trend
from musicanalyser.timespan import Window, start_of_day

ABOUT = "Key figures, top lists, hours and days."

_TITLES = {
    "today": "Your day in music",
    "last 7 days": "Your week in music",
    "last 30 days": "Your month in music",
    "last 365 days": "Your year in music",
}
_YEAR = timedelta(days=370)
"""From the first day of 53 weeks to the last."""

_ENTITIES = (TRACKS, ARTISTS, ALBUMS)
_STREAK = Column(name="current_streak_days", title="Current streak", kind=ColumnKind.COUNT)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the key figures of the window, with its top lists and its heatmap as parts.

    The previous window has no current streak, which is counted back from today.
    """
    windows = sum_windows(conn, question)
    any_music = any(totals.has_music for totals in windows)
    figures = key_figures(conn, question, windows)
    covered = rule_coverage(conn, question)
    empty = empty_text(conn, question.window)
    lists = (
        top_list_of(question, entity, windows, covered=covered, empty=empty) for entity in _ENTITIES
    )
    return Report(
        name="overview",
        title=_title(question.window),
        layout=Layout.OVERVIEW,
        columns=(*figures.columns, _STREAK),
        rows=_with_streak(figures.rows, window_streak(conn, question)) if any_music else (),
        span=report_span(question.window),
        definition=definition_text(question, ranking_text(question.rank_by)),
        coverage=covered or windows[0].verdict_coverage,
        notes=figures.notes if any_music else (),
        credits=figures.credits if any_music else (),
        empty=empty,
        parts=(
            *lists,
            *_hours(conn, question),
            *_course(conn, question),
        )
        if any_music
        else (),
    )


def _with_streak(rows: Sequence[Row], streak: int | None) -> tuple[Row, ...]:
    now, *before = rows
    return ((*now, streak), *((*row, None) for row in before))


def _title(window: Window) -> str:
    if window.since is None:
        return "All your music"
    return _TITLES.get(window.label, "Your music")


def _hours(conn: sqlite3.Connection, question: Question) -> Iterator[Report]:
    """Yield the hours of the week and those of the day, from one reading."""
    cells = music_hours(conn, question)
    yield replace(heatmap_of(conn, question, cells), definition=PLACING)
    yield replace(clock_of(conn, question, cells), title="By hour")


def _course(conn: sqlite3.Connection, question: Question) -> Iterator[Report]:
    """Yield the days of the last year, and the trend of the window."""
    since = start_of_day(question.window.until.date() - _YEAR, question.window.zone)
    year = replace(question.window, label="53 weeks", since=since, days=_YEAR.days + 1)
    asked = replace(question, window=year)
    days = calendar_days(conn, asked, year, moods=False)
    streak = replace(streaks(conn, asked), parts=())
    yield replace(days, title="Every day", parts=(streak,))
    yield trend(conn, question)
