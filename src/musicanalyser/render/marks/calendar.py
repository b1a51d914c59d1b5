"""Draws days as a calendar: a column for each week, a row for each weekday, Monday first.

The steps are fifths of the days with music, so that every step is as frequent as the others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from musicanalyser.render.ink.palette import RAMP_STEPS, SHADES, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.row_names import drawn_column
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import as_number
from musicanalyser.render.wording import MONTHS, format_value
from musicanalyser.report import Report, Row

WEEKS = 53
LABELS = 5
"""The cells of the names of weekdays, with the space after them."""
CALENDAR = LABELS + 2 * WEEKS
"""The width of a calendar of a year in cells."""
SMALL_CALENDAR = LABELS + WEEKS
_DAYS = 7
_NAMES = ("Mon", "", "Wed", "", "Fri", "", "Sun")
_DAY, _NOTHING, _HALF = "■", "·", "▀"
UNKNOWN_DAY = "?"
_MONTH = 4
"""The cells of the name of a month, with the space after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Weeks:
    """Days by column and row; ``levels`` are ``None`` where a figure is unknown, 0 for nothing."""

    first: date
    count: int
    levels: Mapping[date, int | None]
    limits: Sequence[float]

    def day(self, week: int, weekday: int) -> date:
        return self.first + timedelta(days=week * _DAYS + weekday)


def draw_calendar(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return months, seven rows of days two cells wide, and the legend."""
    weeks = _weeks(report, style, most=min(WEEKS, (style.width - LABELS) // 2))
    rows = [
        _row(_NAMES[weekday], weeks, weekday, lambda level: _cell(level, style, gap=" "))
        for weekday in range(_DAYS)
    ]
    return [_months(weeks, 2), *rows, legend(style)]


def draw_small_calendar(
    report: Report, style: OutputStyle, aside: Sequence[StyledText]
) -> list[StyledText]:
    """Return a calendar one cell a week wide, with lines of text beside it.

    With a ramp, a cell holds two days; otherwise it is a shade for one, and there is a legend.
    """
    weeks = _weeks(report, style, most=min(WEEKS, style.width - LABELS))
    head = _months(weeks, 1)
    if style.has_ramp:
        rows = [_half_row(weeks, weekday) for weekday in range(0, _DAYS, 2)]
    else:
        rows = [
            _row(_NAMES[weekday], weeks, weekday, lambda level: _cell(level, style))
            for weekday in range(_DAYS)
        ]
    width = LABELS + weeks.count + 2
    beside = zip_longest(rows, aside, fillvalue=StyledText())
    return [head, *(left.fit(width).append(right) for left, right in beside)]


def legend(style: OutputStyle) -> StyledText:
    """Return the marks from nothing to much."""
    line = StyledText.assemble((" " * LABELS + "less ", SIDE), (f"{_NOTHING} ", "dot"))
    for level in range(1, _steps(style) + 1):
        line.append(_cell(level, style, gap=" "))
    return line.append("more", SIDE)


def limits_text(report: Report, style: OutputStyle) -> str:
    """Return the least figures of all steps but the first."""
    _, column = drawn_column(report)
    weeks = _weeks(report, style, most=WEEKS)
    return ", ".join(dict.fromkeys(format_value(limit, column.kind) for limit in weeks.limits))


def count_weeks(report: Report) -> int:
    """Return how many columns all days of a report would take."""
    days = [row[0] for row in report.rows if isinstance(row[0], date)]
    monday = min(days) - timedelta(days=min(days).weekday())
    return (max(days) - monday).days // _DAYS + 1


def _weeks(report: Report, style: OutputStyle, *, most: int) -> _Weeks:
    """Return the last weeks of the days, at most so many."""
    place, _ = drawn_column(report)
    values = {row[0]: _value(row, place) for row in report.rows if isinstance(row[0], date)}
    last = max(values)
    monday = last - timedelta(days=last.weekday())
    count = min(most, count_weeks(report))
    first = monday - timedelta(days=(count - 1) * _DAYS)
    shown = {day: value for day, value in values.items() if day >= first}
    limits = _limits(shown.values(), _steps(style))
    levels = {day: _level(value, limits) for day, value in shown.items()}
    return _Weeks(first=first, count=count, levels=levels, limits=limits)


def _value(row: Row, place: int) -> float | None:
    """Return the figure of a day; a rate of a day without music is nothing, not unknown."""
    value = as_number(row[place])
    return 0.0 if value is None and as_number(row[1]) == 0 else value


def _steps(style: OutputStyle) -> int:
    return RAMP_STEPS if style.has_ramp else len(SHADES)


def _limits(values: Iterable[float | None], steps: int) -> list[float]:
    """Return the least values of all steps but the first."""
    known = sorted(value for value in values if value)
    return [known[len(known) * step // steps] for step in range(1, steps)] if known else []


def _level(value: float | None, limits: Sequence[float]) -> int | None:
    if value is None:
        return None
    return 1 + sum(value >= limit for limit in limits) if value > 0 else 0


def _row(
    name: str, weeks: _Weeks, weekday: int, draw: Callable[[int | None], StyledText]
) -> StyledText:
    line = StyledText.assemble((name.ljust(LABELS), SIDE))
    blank = " " * draw(0).cell_len
    for week in range(weeks.count):
        day = weeks.day(week, weekday)
        line.append(draw(weeks.levels[day]) if day in weeks.levels else blank)
    return line


def _cell(level: int | None, style: OutputStyle, *, gap: str = "") -> StyledText:
    if level is None:
        return StyledText.assemble((UNKNOWN_DAY + gap, "dot"))
    if not level:
        return StyledText.assemble((_NOTHING + gap, "dot"))
    if style.has_ramp:
        return StyledText.assemble((_DAY + gap, f"ramp-{level}"))
    return StyledText.assemble((SHADES[level - 1] + gap, "ramp-1"))


def _half_row(weeks: _Weeks, weekday: int) -> StyledText:
    """Return two days in each cell, the first one above."""
    line = StyledText.assemble((_NAMES[weekday].ljust(LABELS), SIDE))
    for week in range(weeks.count):
        above, below = weeks.day(week, weekday), weeks.day(week, weekday + 1)
        line.append(*_half_cell(weeks, above, below if weekday + 1 < _DAYS else None))
    return line


def _half_cell(weeks: _Weeks, above: date, below: date | None) -> tuple[str, str]:
    inks = [_half_ink(weeks.levels.get(day)) if day else "" for day in (above, below)]
    match inks:
        case "", "":
            return " ", ""
        case "", under:
            return "▄", under
        case over, "":
            return _HALF, over
        case over, under:
            return _HALF, f"{over} on {under}"
    raise AssertionError(inks)


def _half_ink(level: int | None) -> str:
    """Return the colour of a day; one of which nothing is known has none."""
    if level is None:
        return ""
    return f"ramp-{level}" if level else "nothing"


def _months(weeks: _Weeks, cells: int) -> StyledText:
    """Return the names of the months, each over the first week that begins in it."""
    line, used = "", 0
    for week in range(weeks.count):
        day = weeks.day(week, 0)
        if day.day <= _DAYS and week * cells >= used:
            line = line.ljust(week * cells) + MONTHS[day.month - 1]
            used = week * cells + _MONTH
    return StyledText.assemble((" " * LABELS + line, SIDE))
