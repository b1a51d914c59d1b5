"""The days of a window of which the history knows what was heard, and what follows for an answer.

A day is known if a known span touches it.
"""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import chain
from typing import NamedTuple

from musicanalyser.listening.span_merging import KnownSpan
from musicanalyser.model.origin import EXPORTS
from musicanalyser.report import Column, ColumnKind, Known, Report, Row, Span
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import local_clock, report_span
from musicanalyser.timespan import Window, from_ms
from musicanalyser.timespan.local_clock import LocalClock, numbered_day

CURRENT_STREAK = "current_streak_days"
"""The column whose values are counted back from today: unknown if the history ends before."""

_DAY = timedelta(days=1)
_CHANGES = frozenset({ColumnKind.RANK_CHANGE, ColumnKind.SHARE_CHANGE})

_SPANS = "select origin, since_ms, until_ms from v_known_spans order by origin, since_ms"
_ANY_PLAY = "select exists (select 1 from v_heard h where {window})"


class _Run(NamedTuple):
    """Known days in a row, from the first to the last."""

    first: date
    last: date


def mark_unknown(conn: sqlite3.Connection, question: Question, report: Report) -> Report:
    """Return an answer with the previous window and what is known, and without what is not known.

    Where the history ends before the window does, a note says so and there is no current streak.
    There is no change, and people see no column for it, unless both windows are known. Figures of a
    window of which nothing is known are ``None``.
    """
    window, previous = question.window, question.window.previous()
    if previous is not None:
        report = _with_previous(report, report_span(previous))
    days = _known_runs(conn, question)
    if not days:
        return report
    known = _known_of(days, window, question.today)
    windows = [window] if previous is None else [window, previous]
    unknown = [_is_unknown(conn, question, one, days) for one in windows]
    is_comparable = all(
        known_of.days == known_of.of
        for known_of in (_known_of(days, one, question.today) for one in windows)
    )
    return _mark(
        report,
        known=known,
        notes=_notes(known, window, question.today),
        unknown=unknown,
        is_comparable=is_comparable,
        has_streak=days[-1].last >= question.today - _DAY,
    )


def _with_previous(report: Report, previous: Span) -> Report:
    parts = tuple(_with_previous(part, previous) for part in report.parts)
    return replace(report, previous=previous, parts=parts)


def known_spans(conn: sqlite3.Connection, question: Question) -> dict[str, list[KnownSpan]]:
    """Return the known spans of each origin in order of time, those only of exports if asked."""
    spans: dict[str, list[KnownSpan]] = {}
    for origin, since_ms, until_ms in conn.execute(_SPANS):
        if not question.exports_only or origin in EXPORTS:
            spans.setdefault(origin, []).append(KnownSpan(since_ms, until_ms))
    return spans


def known_days(conn: sqlite3.Connection, question: Question) -> frozenset[date]:
    """Return every local day up to today that a known span touches."""
    return frozenset(
        run.first + back * _DAY
        for run in _known_runs(conn, question)
        for back in range((run.last - run.first).days + 1)
    )


def _known_runs(conn: sqlite3.Connection, question: Question) -> list[_Run]:
    """Return the same days as disjoint runs, in order."""
    clock = local_clock(conn, question.window)
    days: list[_Run] = []
    for since_ms, until_ms in sorted(chain(*known_spans(conn, question).values())):
        first = min(_days_of(since_ms, question, clock))
        last = min(max(_days_of(until_ms, question, clock)), question.today)
        if days and first <= days[-1].last + _DAY:
            days[-1] = _Run(days[-1].first, max(days[-1].last, last))
        elif first <= last:
            days.append(_Run(first, last))
    return days


def count_known_days(conn: sqlite3.Connection, question: Question, window: Window) -> int:
    """Return how many local days of a window a known span touches."""
    days = _known_runs(conn, question)
    return _known_of(days, window, question.today).days if days else 0


def _days_of(moment_ms: int, question: Question, clock: LocalClock) -> tuple[date, date]:
    """Return the day of a moment at home, and where the listener was: both are known then."""
    there = numbered_day(clock.day_and_hour(moment_ms)[0])
    return from_ms(moment_ms, question.window.zone).date(), there


def is_unknown(conn: sqlite3.Connection, question: Question, window: Window) -> bool:
    """Return whether nothing is known of a window: no known span touches it, and it has no play."""
    return _is_unknown(conn, question, window, _known_runs(conn, question))


def _is_unknown(
    conn: sqlite3.Connection, question: Question, window: Window, days: Sequence[_Run]
) -> bool:
    return not (
        (days and _known_of(days, window, question.today).days)
        or _has_plays(conn, question, window)
    )


def _known_of(days: Sequence[_Run], window: Window, today: date) -> Known:
    first = days[0].first if window.since is None else window.since.date()
    last = min(from_ms(window.until_ms - 1, window.zone).date(), today)
    known = ((min(last, run.last) - max(first, run.first)).days + 1 for run in days)
    return Known(
        since=days[0].first,
        until=days[-1].last,
        days=sum(max(0, number) for number in known),
        of=max(0, (last - first).days + 1),
    )


def _has_plays(conn: sqlite3.Connection, question: Question, window: Window) -> bool:
    return bool(run_query(conn, _ANY_PLAY, question, window).fetchone()[0])


def _notes(known: Known, window: Window, today: date) -> tuple[str, ...]:
    last = min(from_ms(window.until_ms - 1, window.zone).date(), today)
    notes = []
    if known.since and window.since and window.since.date() < known.since:
        notes.append(f"Known since {known.since}.")
    if known.until and known.until < last:
        notes.append(f"Known until {known.until}.")
    return tuple(notes)


def _mark(
    report: Report,
    *,
    known: Known,
    notes: tuple[str, ...],
    unknown: list[bool],
    is_comparable: bool,
    has_streak: bool,
) -> Report:
    """Return a report and its parts, marked as `mark_unknown` says; notes go to the whole only."""
    rows = _known_rows(report, unknown)
    hidden = {
        index
        for index, column in enumerate(report.columns)
        if (column.name == CURRENT_STREAK and not has_streak)
        or (column.kind in _CHANGES and not is_comparable)
    }
    return replace(
        report,
        columns=report.columns if is_comparable else tuple(map(_unshown_change, report.columns)),
        known=known,
        is_comparable=is_comparable,
        notes=(*report.notes, *notes, *(() if is_comparable else _change_notes(report))),
        rows=tuple(_without(row, hidden) for row in rows) if hidden else rows,
        parts=tuple(
            _mark(
                part,
                known=known,
                notes=(),
                unknown=unknown,
                is_comparable=is_comparable,
                has_streak=has_streak,
            )
            for part in report.parts
        ),
    )


def _known_rows(report: Report, unknown: list[bool]) -> Sequence[Row]:
    """Return the rows, without figures of windows in which nothing is known."""
    if report.has_periods:
        return tuple(
            (row[0], *(None for _ in row[1:])) if is_unknown else row
            for row, is_unknown in zip(report.rows, unknown, strict=False)
        )
    return () if unknown[0] and not report.is_of_other_time else report.rows


def _unshown_change(column: Column) -> Column:
    """Return a column, for programs only if it is of changes."""
    return replace(column, detail=True) if column.kind in _CHANGES else column


def _change_notes(report: Report) -> tuple[str, ...]:
    """Return a note on missing changes for a report that would show some."""
    has_changes = any(column.kind in _CHANGES for column in report.columns)
    if report.rows and (has_changes or (report.has_periods and len(report.rows) > 1)):
        return ("No changes shown: parts of this or the previous period are unknown.",)
    return ()


def _without(row: Row, hidden: set[int]) -> Row:
    return tuple(None if index in hidden else value for index, value in enumerate(row))
