"""Two windows beside each other: every key figure, and what moved most between them."""

import sqlite3
from collections.abc import Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text
from musicanalyser.stats.base.known_days import count_known_days
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, rule_coverage, sum_windows
from musicanalyser.stats.parts.key_figures import key_figures
from musicanalyser.stats.parts.movers import movers

ABOUT = "Two periods beside each other, and what moved most between them."

_PER_DAY = (
    Column(name="known_days", title="Known days", kind=ColumnKind.COUNT),
    Column(name="day_heard_ms", title="Time a known day", kind=ColumnKind.DURATION),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the key figures of both windows, and the artists, tracks and genres that moved most.

    The time (ms) a known day is comparable however long the windows are, and so are the shares by
    which artists, tracks and genres moved.
    """
    windows = sum_windows(conn, question)
    any_music = any(totals.has_music for totals in windows)
    figures = key_figures(conn, question, windows)
    return Report(
        name="compare",
        title=_title(windows),
        layout=Layout.FIGURES,
        columns=(*figures.columns, *_PER_DAY),
        rows=tuple(
            (*row, *_per_day(conn, question, totals))
            for row, totals in zip(figures.rows, windows, strict=True)
        )
        if any_music
        else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question) or windows[0].verdict_coverage,
        notes=figures.notes if any_music else (),
        credits=figures.credits if any_music else (),
        empty=empty_text(conn, question.window),
        parts=tuple(movers(conn, question, *windows)) if len(windows) > 1 and any_music else (),
    )


def _title(windows: Sequence[WindowTotals]) -> str:
    now, *before = (totals.window.label for totals in windows)
    return f"{now}, compared with {before[0]}" if before else "Nothing to compare with"


def _per_day(conn: sqlite3.Connection, question: Question, totals: WindowTotals) -> Row:
    days = count_known_days(conn, question, totals.window)
    return days, totals.sum_of("heard_ms") // days if days else None


def _definition(question: Question) -> str:
    return definition_text(
        question,
        f"{TIME_TEXT} What moved most is what has gained or lost the greatest share of listening"
        " time; for genres, of the time with known genres.",
    )
