"""Draws days as squares, a column for each week, Monday first."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from statistics import quantiles

from musicanalyser.render.charts.chart import Chart, ChartArea, bar_place, value_text
from musicanalyser.render.charts.svg_marks import RAMP, box, label
from musicanalyser.render.ink.palette import RAMP_STEPS
from musicanalyser.render.table_text import TextTable, as_number
from musicanalyser.render.wording import format_day, format_value
from musicanalyser.report import Column, ColumnKind, Report, Value

_WEEK = 7
_WEEKDAYS = {0: "Mon", 2: "Wed", 4: "Fri", 6: "Sun"}
_NARROW_WEEKS = 20
"""Up to so many weeks, a calendar fits half of a page."""
_FILLED = 0.82
"""The part of a cell that its square takes."""

Days = Sequence[tuple[date, float | None]]


def draw_calendar(report: Report, area: ChartArea) -> Chart | None:
    """Return a square for each day, coloured by quintile of the days with something."""
    place = bar_place(report)
    column, days = report.columns[place], days_of(report)
    if not days:
        return None
    first = days[0][0] - timedelta(days=days[0][0].weekday())
    weeks = (days[-1][0] - first).days // _WEEK + 1
    left = area.text * 2.6
    cell = min((area.width - left) / weeks, (area.height - 3 * area.text) / _WEEK)
    grid = _Grid(first=first, left=left, top=area.text * 1.5, cell=cell, area=area)
    limits = day_limits(days)
    shapes = [*grid.labels(weeks), *grid.squares(days, limits, column)]
    shapes += grid.legend(limits, column)
    return Chart(
        area=area,
        shapes="".join(shapes),
        title=f"{column.title} of each day",
        description=describe_days(days, column),
        table=_months(days, column),
        is_wide=weeks > _NARROW_WEEKS,
    )


def days_of(report: Report) -> Days:
    """Return the days of a report with the figure that is drawn; ``None`` is unknown."""
    place = bar_place(report)
    return [(row[0], as_number(row[place])) for row in report.rows if isinstance(row[0], date)]


def day_limits(days: Days) -> list[float]:
    """Return the least figure of each step of the ramp: the quintiles of days with something."""
    amounts = [amount for _, amount in days if amount]
    return quantiles(amounts, n=RAMP_STEPS) if len(amounts) > 1 else []


def day_role(amount: float | None, limits: Sequence[float]) -> str:
    """Return the colour of a day: a step of the ramp, or nothing; an unknown day is a frame."""
    if amount is None:
        return "frame"
    return RAMP[sum(amount > limit for limit in limits)] if amount else "nothing"


def describe_days(days: Days, column: Column) -> str:
    """Return in words how many days have something, and which has most."""
    known = [(amount, day) for day, amount in days if amount is not None]
    if not known or not max(known)[0]:
        return "No day has any."
    most, best = max(known)
    active = sum(1 for amount, _ in known if amount)
    return (
        f"{active:,} of {len(days):,} days with music. "
        f"Best day: {format_day(best)}, {value_text(most, column.kind)}."
    )


class _Grid:
    """Where each day is drawn."""

    def __init__(
        self, *, first: date, left: float, top: float, cell: float, area: ChartArea
    ) -> None:
        self.first, self.left, self.top, self.cell, self.area = first, left, top, cell, area

    def labels(self, weeks: int) -> Iterator[str]:
        """Yield the names of weekdays, and of months over the first week that begins in them."""
        size = self.area.text
        for weekday, name in _WEEKDAYS.items():
            yield label(name, 0, self.top + (weekday + 0.75) * self.cell, size=size)
        shown, free = 0, self.left
        for week in range(weeks):
            monday = self.first + timedelta(days=week * _WEEK)
            left = self.left + week * self.cell
            if monday.month != shown and left >= free:
                shown, free = monday.month, left + size * 2.4
                yield label(month_name(monday), left, size, size=size)

    def squares(self, days: Days, limits: Sequence[float], column: Column) -> Iterator[str]:
        side = self.cell * _FILLED
        for day, amount in days:
            week, weekday = divmod((day - self.first).days, _WEEK)
            yield box(
                day_role(amount, limits),
                self.left + week * self.cell,
                self.top + weekday * self.cell,
                side,
                side,
                round_=side / 5,
                tip=f"{day:%a} {format_day(day)}: {_amount(amount, column)}"
                if self.area.has_tips
                else "",
            )

    def legend(self, limits: Sequence[float], column: Column) -> Iterator[str]:
        """Yield the steps of the ramp, and the figures between them."""
        size, left = self.area.text, self.left
        top = self.top + _WEEK * self.cell + size * 0.5
        for step, role in enumerate(("nothing", *RAMP)):
            yield box(role, left, top, size, size, round_=size / 5)
            left += size * 1.4
            if 0 < step <= len(limits):
                text = format_value(_exact(limits[step - 1], column), column.kind)
                yield label(text, left, top + size * 0.9, size=size)
                left += size * (0.62 * len(text) + 0.6)


def _amount(amount: float | None, column: Column) -> str:
    return "unknown" if amount is None else value_text(_exact(amount, column), column.kind)


def _exact(amount: float, column: Column) -> Value:
    return int(amount) if column.kind is ColumnKind.COUNT else amount


def month_name(day: date) -> str:
    """Return the short name of a month."""
    return format_day(day, year=False).split()[1]


def _months(days: Days, column: Column) -> TextTable:
    """Return the sum of each month and its days with something; of rates the mean."""
    months = defaultdict[str, list[float | None]](list)
    for day, amount in days:
        months[f"{month_name(day)} {day.year}"].append(amount)
    return TextTable(
        head=("Month", column.title, "Days with music"),
        right=(False, True, True),
        rows=tuple(
            (month, _amount(_month(amounts, column), column), f"{sum(map(bool, amounts))}")
            for month, amounts in months.items()
        ),
    )


def _month(amounts: Sequence[float | None], column: Column) -> float | None:
    known = [amount for amount in amounts if amount is not None]
    if not known:
        return None
    return sum(known) / (len(known) if column.kind is ColumnKind.SHARE else 1)
