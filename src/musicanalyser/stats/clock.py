"""The hours of the day: when music sounded, on weekdays and at the weekend."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text
from musicanalyser.stats.base.known_days import is_unknown
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.song_times import PARTS_OF_DAY
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span
from musicanalyser.stats.base.window_hours import Cell, WindowHours
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.stats.heatmap import PLACING, heatmap_of, music_hours
from musicanalyser.stats.places.zone_notes import zone_notes
from musicanalyser.timespan import Window

ABOUT = "Listening time by hour of the day, on weekdays and at the weekend."

_DAY_HOURS, _PART_HOURS = 24, 6
_WEEKEND_HOUR = 5 * _DAY_HOURS
"""The first hour of Saturday, counted from Monday 0:00."""

_COLUMNS = (
    Column(name="hour", title="Hour", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
    Column(name="share", title="Share", kind=ColumnKind.SHARE),
    Column(name="weekday_ms", title="Weekdays", kind=ColumnKind.DURATION),
    Column(name="weekend_ms", title="Weekend", kind=ColumnKind.DURATION),
)
_DETAILS = (
    Column(name="weekday_share", title="Of weekdays", kind=ColumnKind.SHARE, detail=True),
    Column(name="weekend_share", title="Of weekend", kind=ColumnKind.SHARE, detail=True),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT, detail=True),
)
_FIGURES = (
    PERIOD,
    Column(name="top_hour", title="Top hour", kind=ColumnKind.COUNT),
    *(
        Column(name=f"{part}_share", title=part.capitalize(), kind=ColumnKind.SHARE)
        for part in PARTS_OF_DAY
    ),
    Column(name="weekend_share", title="Weekend", kind=ColumnKind.SHARE),
)


class _Clock:
    """The time (ms) that sounded in each hour of a window, and the counted plays that began."""

    def __init__(self, window: Window, cells: Sequence[Cell]) -> None:
        self.window = window
        self.weekday_ms, self.weekend_ms = [0] * _DAY_HOURS, [0] * _DAY_HOURS
        self.plays = [0] * _DAY_HOURS
        for cell in cells:
            hour = cell.week_hour % _DAY_HOURS
            times = self.weekday_ms if cell.week_hour < _WEEKEND_HOUR else self.weekend_ms
            times[hour] += cell.sounded_ms
            self.plays[hour] += cell.plays
        self.heard_ms = [sum(both) for both in zip(self.weekday_ms, self.weekend_ms, strict=True)]


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return `clock_of` the window, with the heatmap by hour as a further part."""
    cells = music_hours(conn, question)
    hours = clock_of(conn, question, cells)
    if not cells:
        return hours
    week = heatmap_of(conn, replace(question, hourly=True), cells)
    parts = (*hours.parts, replace(week, coverage=None))
    return replace(hours, parts=parts, notes=zone_notes(conn, question))


def clock_of(conn: sqlite3.Connection, question: Question, cells: Sequence[Cell]) -> Report:
    """Return the listening time (ms) and counted plays of each hour of the local day.

    Shares are of all time, of that from Monday to Friday, and of that at the weekend. The part is
    key figures. The previous time is ``None`` if it is unknown.
    """
    clocks = [_Clock(question.window, cells)] if cells else []
    before = question.window.previous()
    if clocks and before is not None:
        clocks.append(_Clock(before, WindowHours(conn, question, before).cells()))
    previous = next((one for one in clocks[1:] if not is_unknown(conn, question, one.window)), None)
    return Report(
        name="clock",
        title="Clock",
        layout=Layout.COLUMNS,
        columns=(*_COLUMNS, _previous_column(compared=previous is not None), *_DETAILS),
        rows=_rows(clocks[0], previous) if clocks else (),
        span=report_span(question.window),
        definition=definition_text(question, PLACING),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=(_figures(question, clocks),) if clocks else (),
    )


def _previous_column(*, compared: bool) -> Column:
    return Column(
        name="previous_heard_ms", title="Before", kind=ColumnKind.DURATION, detail=not compared
    )


def _rows(now: _Clock, previous: _Clock | None) -> tuple[Row, ...]:
    wholes = [sum(times) for times in (now.heard_ms, now.weekday_ms, now.weekend_ms)]
    return tuple(
        (
            hour,
            now.heard_ms[hour],
            share(now.heard_ms[hour], wholes[0]),
            now.weekday_ms[hour],
            now.weekend_ms[hour],
            None if previous is None else previous.heard_ms[hour],
            share(now.weekday_ms[hour], wholes[1]),
            share(now.weekend_ms[hour], wholes[2]),
            now.plays[hour],
        )
        for hour in range(_DAY_HOURS)
    )


def _figures(question: Question, clocks: Sequence[_Clock]) -> Report:
    """Return the hour with most listening time, of equals the first, and the shares of the time."""
    return Report(
        name="parts-of-day",
        title="Parts of the day",
        layout=Layout.FIGURES,
        columns=_FIGURES,
        rows=tuple(_figure_row(clock) for clock in clocks),
        span=report_span(question.window),
        definition="Night begins at 0:00, morning at 6, afternoon at 12, evening at 18.",
    )


def _figure_row(clock: _Clock) -> Row:
    whole_ms = sum(clock.heard_ms)
    return (
        clock.window.label,
        clock.heard_ms.index(max(clock.heard_ms)) if whole_ms else None,
        *(
            share(sum(clock.heard_ms[first : first + _PART_HOURS]), whole_ms)
            for first in range(0, _DAY_HOURS, _PART_HOURS)
        ),
        share(sum(clock.weekend_ms), whole_ms),
    )
