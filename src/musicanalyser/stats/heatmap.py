"""Listening time by weekday and hour."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import (
    TIME_TEXT,
    definition_text,
    has_music,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.stats.base.window_hours import Cell, WindowHours
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.stats.places.zone_notes import zone_notes

ABOUT = "Listening time by weekday and block of hours."

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BLOCK_HOURS = 4
_DAY_HOURS = 24

PLACING = (
    f"{TIME_TEXT} It belongs to the local hours in which a play sounded, taken from its start on"
    " without a pause; the play itself to the hour in which it started."
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return `heatmap_of` the window."""
    report = heatmap_of(conn, question, music_hours(conn, question))
    return replace(report, notes=zone_notes(conn, question))


def music_hours(conn: sqlite3.Connection, question: Question) -> Sequence[Cell]:
    """Return the sums of each hour of the week; there are none in a window without music."""
    if not has_music(conn, question, question.window):
        return ()
    return WindowHours(conn, question, question.window).cells()


def heatmap_of(conn: sqlite3.Connection, question: Question, cells: Sequence[Cell]) -> Report:
    """Return the listening time (ms) and counted plays of each weekday and hour or block of hours.

    All cells are present; one without music is 0. Time belongs to the hours in which it sounded,
    plays to the hour in which they started.
    """
    hours = 1 if question.hourly else _BLOCK_HOURS
    name, title = ("hour", "Hour") if question.hourly else ("block", "Hours")
    return Report(
        name="heatmap",
        title="When in the week",
        layout=Layout.GRID,
        columns=(
            Column(name="weekday", title="Weekday"),
            Column(name=name, title=title),
            Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
            Column(name="plays", title="Plays", kind=ColumnKind.COUNT, detail=True),
        ),
        rows=_rows(cells, hours) if cells else (),
        span=report_span(question.window),
        definition=definition_text(question, PLACING),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
    )


def _rows(cells: Sequence[Cell], hours: int) -> tuple[Row, ...]:
    heard_ms: Counter[tuple[int, int]] = Counter()
    plays: Counter[tuple[int, int]] = Counter()
    for one in cells:
        weekday, hour = divmod(one.week_hour, _DAY_HOURS)
        heard_ms[weekday, hour // hours * hours] += one.sounded_ms
        plays[weekday, hour // hours * hours] += one.plays
    return tuple(
        (name, _label(hour, hours), heard_ms[weekday, hour], plays[weekday, hour])
        for weekday, name in enumerate(_WEEKDAYS)
        for hour in range(0, _DAY_HOURS, hours)
    )


def _label(hour: int, hours: int) -> str:
    return f"{hour:02}" if hours == 1 else f"{hour:02}\N{EN DASH}{hour + hours:02}"
