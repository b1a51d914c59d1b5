"""When in the week music is heard."""

import sqlite3
from collections import Counter
from datetime import date

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import any_music, ask, coverage, definition
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import nothing, span

ABOUT = "When in the week you listen: time heard by weekday and block of hours."

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_BLOCK_HOURS = 4
_DAY_HOURS = 24

PLACING = "A play adds all of its time to the local hour in which it started."

_CELLS = """
select
  h.local_day, h.local_hour / :hours * :hours as hour,
  sum(h.heard_ms) as heard_ms, sum({counted}) as plays
from v_heard h
where {music} and {window}
group by 1, 2
"""


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Sum the time heard in every cell of the week; a cell without music is a true 0."""
    hours = 1 if question.hourly else _BLOCK_HOURS
    name, title = ("hour", "Hour") if question.hourly else ("block", "Hours")
    return Report(
        name="heatmap",
        title="When in the week",
        layout=Layout.GRID,
        columns=(
            Column(name="weekday", title="Weekday"),
            Column(name=name, title=title),
            Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION),
            Column(name="plays", title="Plays", kind=ColumnKind.COUNT, detail=True),
        ),
        rows=_rows(conn, question, hours) if any_music(conn, question, question.window) else (),
        span=span(question.window),
        definition=definition(question, PLACING),
        coverage=coverage(conn, question),
        empty=nothing(conn, question.window),
    )


def _rows(conn: sqlite3.Connection, question: Question, hours: int) -> tuple[Row, ...]:
    heard_ms: Counter[tuple[int, int]] = Counter()
    plays: Counter[tuple[int, int]] = Counter()
    # Weekdays are told of days, not of plays: SQLite is slow at reading a date in every row.
    for day, hour, cell_ms, cell_plays in ask(conn, _CELLS, question, question.window, hours=hours):
        cell = date.fromisoformat(day).weekday(), hour
        heard_ms[cell] += cell_ms
        plays[cell] += cell_plays
    return tuple(
        (name, _label(hour, hours), heard_ms[weekday, hour], plays[weekday, hour])
        for weekday, name in enumerate(_WEEKDAYS)
        for hour in range(0, _DAY_HOURS, hours)
    )


def _label(hour: int, hours: int) -> str:
    return f"{hour:02}" if hours == 1 else f"{hour:02}\N{EN DASH}{hour + hours:02}"
