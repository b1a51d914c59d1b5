"""A chart: its shapes, what they show in words, and the figures behind them."""

from collections.abc import Sequence
from dataclasses import dataclass

from musicanalyser.duration import format_duration
from musicanalyser.render.table_text import TextTable, as_number
from musicanalyser.render.wording import format_value
from musicanalyser.report import Column, ColumnKind, Report, Row, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartArea:
    """The room of a chart in pixels; ``text`` is the size of its labels."""

    width: float
    height: float
    text: float = 12
    has_tips: bool = False
    """Whether marks have tooltips, which pages show and pictures cannot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Shapes in an area whose top left corner is 0, 0."""

    area: ChartArea
    shapes: str
    title: str
    """What it shows."""
    description: str
    """What there is to see, in words."""
    table: TextTable
    """The figures behind it."""
    is_wide: bool = False
    """Whether it needs the whole width of a page."""


def value_text(value: Value, kind: ColumnKind) -> str:
    """Return a value as a sentence has it: durations with all of their units."""
    amount = as_number(value)
    if kind is ColumnKind.DURATION and amount is not None:
        return format_duration(int(amount))
    return format_value(value, kind)


def bar_place(report: Report) -> int:
    """Return the place of the column that is drawn: the first one with a bar, else the second."""
    bars = (place for place, column in enumerate(report.columns) if column.bar)
    return next(bars, min(1, len(report.columns) - 1))


def column_place(report: Report, name: str) -> int | None:
    """Return the place of a column; ``None`` if there is none of that name."""
    names = [column.name for column in report.columns]
    return names.index(name) if name in names else None


def most_and_least(rows: Sequence[Row], place: int, column: Column, name: str) -> str:
    """Return a sentence on the rows with most and least; at least one has a known value."""
    known = [row for row in rows if as_number(row[place]) is not None]
    ranked = sorted(known, key=lambda row: as_number(row[place]) or 0)
    ends = [
        f"{word}: {name}{row[0]}, {value_text(row[place], column.kind)}"
        for word, row in (("Most", ranked[-1]), ("least", ranked[0]))
    ]
    return f"{'; '.join(ends)}."
