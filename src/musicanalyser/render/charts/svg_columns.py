"""Draws rows as upright columns, with a tick for the previous period."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from musicanalyser.render.charts.chart import (
    Chart,
    ChartArea,
    bar_place,
    column_place,
    most_and_least,
    value_text,
)
from musicanalyser.render.charts.svg_calendar import month_name
from musicanalyser.render.charts.svg_marks import box, label, ramp_step
from musicanalyser.render.table_text import as_number, text_table
from musicanalyser.report import ColumnKind, Report

_FILLED = 0.78
"""The part of its lane that a column takes."""
_TICK = 2.5
_WIDEST = 8
"""The greatest width of a column, in sizes of the text."""
_NARROW_ROWS = 31
"""Up to so many columns, they fit half of a page."""
_EVERY_HOURS = 3
_FEW_ROWS = 8
"""Up to so many rows, each has its name."""
_LONG_DAYS = 800
"""From this length on, years are named instead of months."""


def draw_upright_columns(report: Report, area: ChartArea) -> Chart | None:
    """Return a column for each hour, or for each day, week, month or year."""
    if report.columns[0].kind is not ColumnKind.COUNT:
        return _draw(report, area, _span_names(report), "")
    hours = [as_number(row[0]) or 0 for row in report.rows]
    names = [f"{hour:02.0f}" if hour % _EVERY_HOURS == 0 else "" for hour in hours]
    return _draw(report, area, names, "hour ")


def _draw(report: Report, area: ChartArea, names: Sequence[str], unit: str) -> Chart | None:
    place = bar_place(report)
    column = report.columns[place]
    before = column_place(report, f"previous_{column.name}")
    pairs = [(row[place], None if before is None else row[before]) for row in report.rows]
    most = max((as_number(value) or 0 for pair in pairs for value in pair), default=0)
    if not most:
        return None
    plot = _Plot(area=area, count=len(pairs), most=most)
    shapes = list(plot.scale(value_text(most, column.kind)))
    for lane, (row, (now, previous)) in enumerate(zip(report.rows, pairs, strict=True)):
        tip = f"{unit}{row[0]}: {value_text(now, column.kind)}"
        shapes += plot.column(lane, as_number(now), as_number(previous), tip)
    shapes += plot.names(names)
    has_ticks = any(previous is not None for _, previous in pairs)
    words = most_and_least(report.rows, place, column, unit)
    return Chart(
        area=area,
        shapes="".join(shapes),
        title=f"{column.title}, {report.title.lower()}",
        description=words + " A line marks the previous period." * has_ticks,
        table=text_table(report),
        is_wide=len(pairs) > _NARROW_ROWS,
    )


class _Plot:
    """The room for columns beside a scale and over their names."""

    def __init__(self, *, area: ChartArea, count: int, most: float) -> None:
        self.area, self.most = area, most
        self.top, self.base = area.text * 1.6, area.height - area.text * 1.7
        self.lane = min(area.width / count, _WIDEST * area.text)

    def scale(self, most: str) -> Iterator[str]:
        """Yield the rules at the most and at nothing; the upper one has its figure."""
        yield label(most, 0, self.area.text, size=self.area.text)
        for top in (self.top, self.base):
            yield box("frame", 0, top, self.area.width, 1)

    def column(
        self, number: int, now: float | None, previous: float | None, tip: str
    ) -> Iterator[str]:
        left, width = number * self.lane, self.lane * _FILLED
        if now:
            height = max(self._height(now), 1)
            role, corner = ramp_step(now / self.most), min(width / 4, 4)
            tip = tip if self.area.has_tips else ""
            top = self.base - height
            yield box(role, left, top, width, height, round_=min(corner, height / 2), tip=tip)
        if previous is not None:
            yield self._tick(left, width, now or 0, previous)

    def names(self, names: Sequence[str]) -> Iterator[str]:
        """Yield the names below their columns; where two would touch, the later one stays."""
        size, free = self.area.text, self.area.width
        for number, name in reversed(list(enumerate(names))):
            left, width = number * self.lane, size * 0.62 * len(name)
            if name and left + width <= free:
                yield label(name, left, self.area.height - size * 0.3, size=size)
                free = left - size / 2

    def _tick(self, left: float, width: float, now: float, previous: float) -> str:
        """Return a line at the height of the previous period, cut out of a taller column."""
        role = "ground" if previous < now else "side"
        return box(role, left, self.base - self._height(previous) - _TICK / 2, width, _TICK)

    def _height(self, amount: float) -> float:
        return amount / self.most * (self.base - self.top)


def _span_names(report: Report) -> list[str]:
    """Return a name for each row that begins a month or, in long windows, a year."""
    place = column_place(report, "first_day")
    days = [] if place is None else [row[place] for row in report.rows]
    found = [day for day in days if isinstance(day, date)]
    if len(found) != len(report.rows) or len(found) <= _FEW_ROWS:
        return [str(row[0]) for row in report.rows]
    is_long = (found[-1] - found[0]).days > _LONG_DAYS
    names = [f"{day.year}" if is_long else month_name(day) for day in found]
    return ["" if name == before else name for before, name in pairwise(["", *names])]
