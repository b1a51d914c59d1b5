"""Asks the program a question, and compares its answer with the recomputed one."""

from collections.abc import Iterator
from fractions import Fraction
from math import isclose

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import RankChange, Report, Value
from musicanalyser.stats.base.question import DayFigure, Question, RankBy, TimeUnit
from musicanalyser.timespan import Window
from tests.oracle.answers import Answer, Line, Table
from tests.oracle.asking import Asked
from tests.oracle.rows import epoch_ms

_DIGITS = 12
_NOT_JUDGED = {"period", "play_id"}
"""A label, and an id of the program's own."""


def question_of(asked: Asked, window: Window) -> Question:
    """Return the same question for the program."""
    return Question(
        window=window,
        today=asked.now.date(),
        now_ms=epoch_ms(asked.now),
        count_as=CountAs(asked.count_as),
        rank_by=RankBy(asked.rank_by),
        limit=asked.limit,
        private=asked.private,
        hourly=asked.hourly,
        show=DayFigure(asked.show),
        per=TimeUnit(asked.per) if asked.per else None,
        session_gap_minutes=asked.gap_minutes,
    )


def differences(report: Report, expected: Answer) -> Iterator[str]:
    """Yield where a report and its parts differ from the expected answer."""
    answered = {one.name: _table(one) for one in (report, *report.parts)}
    if answered.keys() != expected.keys():
        yield f"the parts are {sorted(answered)}, not {sorted(expected)}"
    for name in answered.keys() & expected.keys():
        rows, right = answered[name], expected[name]
        if name == "log":  # plays may share a start: their order is nobody's business
            rows, right = sorted(rows, key=_log_order), sorted(right, key=_log_order)
        if len(rows) != len(right):
            yield f"{name} has {len(rows)} rows, not {len(right)}"
        for number, (line, wanted) in enumerate(zip(rows, right, strict=False), 1):
            yield from (f"{name} {number}: {what}" for what in _line_differences(line, wanted))


def _table(report: Report) -> Table:
    names = [column.name for column in report.columns]
    table: Table = [
        dict(zip(names, map(_without_new_entries, row), strict=True)) for row in report.rows
    ]
    return table


def _without_new_entries(value: Value) -> Value:
    """Return a value; the change of a new entry is ``None``, and ``new_entry`` marks it."""
    return None if isinstance(value, RankChange) else value


def _log_order(line: Line) -> tuple[object, ...]:
    return (line["started_at"], line["heard_ms"], line["uri"] or "", line["verdict"])


def _line_differences(line: Line, wanted: Line) -> Iterator[str]:
    if line.keys() - _NOT_JUDGED != wanted.keys():
        yield f"the columns are {sorted(line)}, not {sorted(wanted)}"
    for name in line.keys() & wanted.keys():
        if not _agree(line[name], wanted[name]):
            yield f"{name} is {line[name]!r}, not {wanted[name]!r}"


def _agree(value: object, wanted: object) -> bool:
    if type(value) is type(wanted) and value == wanted:
        return True
    if isinstance(wanted, set):
        return value in wanted
    if isinstance(wanted, Fraction):
        return isinstance(value, int | float) and round(value - wanted, _DIGITS) == 0
    if isinstance(wanted, float):
        return isinstance(value, float) and isclose(value, wanted, rel_tol=1e-9)
    return False
