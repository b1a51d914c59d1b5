"""Draws values as upright columns in eighths of a cell: in one line, or as a chart with a scale."""

from collections.abc import Sequence
from math import ceil

from musicanalyser.render.ink.palette import SIDE, scale_step
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bars import EIGHTHS
from musicanalyser.render.table_text import as_number
from musicanalyser.report import Report

_HOURS = 24
_STRIP = 3
"""The cells of an hour in a strip, with the gap after it."""
_HEAD = 8
HOUR_STRIP = _HEAD + _HOURS * _STRIP
"""The width of a strip of hours in cells."""
_TICK = "━"
NOTHING, UNKNOWN_MARK = "·", "?"


def hours_of(report: Report) -> list[float | None]:
    """Return the listening time of each hour of the day."""
    place = next(place for place, one in enumerate(report.columns) if one.bar)
    return [as_number(row[place]) for row in report.rows]


def draw_hour_strip(report: Report, heading: StyledText) -> list[StyledText]:
    """Return the hours of the day in one line of columns, and their names below."""
    values = hours_of(report)
    largest = max((value or 0 for value in values), default=0)
    line = heading.fit(_HEAD)
    for value in values:
        line.append(*_top(value, largest, 1, 0, _STRIP - 1)).append(" ")
    return [line, hour_names(" " * _HEAD, _STRIP)]


def hour_names(before: str, cells: int, *, step: int = 3) -> StyledText:
    """Return the name of every few hours, each over so many cells an hour."""
    names = "".join(f"{hour:02}".ljust(cells * step) for hour in range(0, _HOURS, step))
    return StyledText.assemble((f"{before}{names.rstrip()}", SIDE))


def draw_columns(
    values: Sequence[float | None],
    *,
    height: int,
    cells: int,
    gap: int = 0,
    previous: Sequence[float | None] = (),
    marked: bool = False,
) -> list[StyledText]:
    """Return columns that are so many lines high; a tick marks each previous value.

    The tick is cut out of the column, or stands above it. If they are ``marked``, nothing and the
    unknown have a mark in place of a column.
    """
    largest = max((value or 0 for value in (*values, *previous)), default=0)
    before = [*previous, *[None] * (len(values) - len(previous))]
    lines = []
    for level in range(height - 1, -1, -1):
        line = StyledText()
        for value, earlier in zip(values, before, strict=True):
            text, ink = _top(value, largest, height, level, cells)
            if marked and not value and not level:
                text, ink = (NOTHING if value == 0 else UNKNOWN_MARK).center(cells), "dot"
            if earlier and largest and _level(earlier, largest, height) == level:
                text, ink = _TICK * cells, f"side on {ink}" if text.strip() == "█" * cells else SIDE
            line.append(text, ink).append(" " * gap)
        lines.append(line)
    return lines


def _level(value: float, largest: float, height: int) -> int:
    """Return the line that the top of a column reaches."""
    return max(ceil(value / largest * height) - 1, 0)


def _top(
    value: float | None, largest: float, height: int, level: int, cells: int
) -> tuple[str, str]:
    """Return what a column shows in one of its lines: all of a cell, a part, or nothing."""
    if not value or not largest:
        return " " * cells, ""
    eighths = max(1, round(value / largest * height * 8)) - 8 * level
    if eighths <= 0:
        return " " * cells, ""
    return EIGHTHS[min(eighths, 8) - 1] * cells, scale_step(value / largest)
