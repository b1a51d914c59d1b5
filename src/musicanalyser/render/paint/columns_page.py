"""Draws spans of time as upright columns, with other figures of theirs in lines below."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bars import draw_spark
from musicanalyser.render.marks.columns import UNKNOWN_MARK, draw_columns
from musicanalyser.render.paint.page import draw_header, draw_notes, draw_parts, flowing_lines
from musicanalyser.render.row_names import (
    axis_names,
    drawn_column,
    extremes,
    is_whole,
    row_name,
)
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import as_number, visible_columns
from musicanalyser.render.wording import format_change, format_value
from musicanalyser.report import Column, ColumnKind, Layout, Report
from musicanalyser.units import HOUR_MS

_HIGHEST, _LOWEST = 8, 4
_LOW = 0
"""A height at which the columns are as low as can be, as among other parts."""
_OTHER_LINES = 17
"""What a trend has beside its columns, and the prompt after it."""
_SCALE = 8
"""The cells of the scale to the left of the columns."""
_WIDEST = 3
_LONG_MS = 10 * HOUR_MS
"""From this time on, the scale has hours alone."""
_BETWEEN = "   "


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """Where columns stand: how many of the last rows, their width, and the gap after each."""

    count: int
    cells: int
    gap: int


def draw_columns_page(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the whole page: the columns with their scale, other figures, and parts."""
    grid = _grid(len(report.rows), style.width - _SCALE)
    shown = replace(report, rows=report.rows[-grid.count :])
    page = [*draw_header(report, style), StyledText(), *_chart(shown, grid, style)]
    page.append(StyledText())
    for place, column in visible_columns(report):
        if _is_below(report, column):
            page += _strip(shown, place, column, grid, style)
    figures = [part for part in report.parts if part.layout is Layout.FIGURES and part.rows]
    page.append(StyledText())
    for pieces in (_facts(report), list(_shares(figures))):
        page += flowing_lines(pieces, style.width)
    others = tuple(part for part in report.parts if part not in figures)
    page += draw_parts(replace(report, parts=others), style)
    return [*page, StyledText(), *draw_notes(report, style)]


def draw_chart(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the columns with their scale alone."""
    grid = _grid(len(report.rows), style.width - _SCALE)
    shown = replace(report, rows=report.rows[-grid.count :])
    return _chart(shown, grid, replace(style, height=_LOW))


def _grid(rows: int, width: int) -> _Grid:
    """Return the widest columns that fit with a gap between them, or else none between them."""
    if 2 * rows <= width:
        return _Grid(count=rows, cells=min(width // rows - 1, _WIDEST), gap=1)
    return _Grid(count=min(rows, width), cells=1, gap=0)


def _chart(report: Report, grid: _Grid, style: OutputStyle) -> list[StyledText]:
    place, column = drawn_column(report)
    values = _values(report, place)
    previous = _previous(report, column) if grid.gap else []
    room = _HIGHEST if style.height is None else style.height - _OTHER_LINES
    height = min(max(room, _LOWEST), _HIGHEST)
    largest = max((value or 0 for value in (*values, *previous)), default=0)
    lines = draw_columns(
        values, height=height, cells=grid.cells, gap=grid.gap, previous=previous, marked=True
    )
    any_known = any(value is not None for value in values)
    scale = {0: largest, height // 2: largest / 2} if any_known else {}
    chart = [_scaled(line, scale.get(level), column) for level, line in enumerate(lines)]
    axis = axis_names(report.rows, report.columns, grid.cells + grid.gap)
    legend = _legend(report, column, style, has_ticks=any(previous))
    return [*chart, StyledText(" " * _SCALE + axis, style=SIDE), legend]


def _scaled(line: StyledText, value: float | None, column: Column) -> StyledText:
    """Return a line of columns with its place on the scale before it."""
    text = "" if value is None else _scale_text(value, column)
    return StyledText.assemble((f"{text:>{_SCALE - 1}} ", SIDE), line)


def _scale_text(value: float, column: Column) -> str:
    if column.kind is ColumnKind.DURATION and value >= _LONG_MS:
        return f"{value / HOUR_MS:,.0f} h"
    return format_value(_rounded(value, column), column.kind)


def _rounded(value: float, column: Column) -> float:
    return round(value) if column.kind is not ColumnKind.SHARE else value


def _legend(report: Report, column: Column, style: OutputStyle, *, has_ticks: bool) -> StyledText:
    """Return what the columns, their ticks and their marks mean, as far as they occur."""
    unit = report.columns[0].title.lower()
    line = StyledText.assemble(" " * _SCALE, ("█ ", "ramp-3"), f"{column.title.lower()} per {unit}")
    if has_ticks and report.previous is not None:
        line.append(_BETWEEN).append("━ ", SIDE).append(report.previous.label, SIDE)
    if any(row[_place(report, column)] is None for row in report.rows):
        line.append(_BETWEEN).append(f"{UNKNOWN_MARK} ", "dot").append("unknown", SIDE)
    line.truncate(style.width)
    return line


def _is_below(report: Report, column: Column) -> bool:
    """Return whether a column has a line of its own: a figure that is not drawn above."""
    is_figure = column.kind in {ColumnKind.COUNT, ColumnKind.DURATION, ColumnKind.SHARE}
    is_drawn = column.bar or column.name == "share" or column.name.startswith("previous_")
    return is_figure and not is_drawn and column is not report.columns[0]


def _strip(
    report: Report, place: int, column: Column, grid: _Grid, style: OutputStyle
) -> list[StyledText]:
    """Return the name of a figure with its range, and its course."""
    values = _values(report, place)
    known = [value for value in values if value is not None]
    head = StyledText.assemble(" " * _SCALE, (column.title.lower(), "bold accent"))
    if known:
        head.append(f"  {_range(report, values, known, column)}", SIDE)
    head.truncate(style.width)
    is_rate = column.kind is ColumnKind.SHARE
    course = draw_spark(
        values,
        is_rate=is_rate,
        has_latest=not _is_of_hours(report),
        cells=grid.cells,
        gap=grid.gap,
    )
    return [head, StyledText(" " * _SCALE).append(course)]


def _range(
    report: Report, values: Sequence[float | None], known: Sequence[float], column: Column
) -> str:
    """Return between which values a figure lies; of hours, where it is greatest."""
    least, middle, most = (
        format_value(_rounded(value, column), column.kind)
        for value in (min(known), median_low(known), max(known))
    )
    if _is_of_hours(report):
        name = row_name(report.rows[values.index(max(known))], report.columns)
        return f"most at {name}, {most}"
    return f"{least} to {most}, median {middle}"


def _is_of_hours(report: Report) -> bool:
    return report.columns[0].kind is ColumnKind.COUNT


def _facts(report: Report) -> list[StyledText]:
    """Return how many rows rose above their previous value, and where the extremes are."""
    place, column = drawn_column(report)
    unit = report.columns[0].title.lower()
    previous = _previous(report, column) or [None] * len(report.rows)
    pairs = [
        (now, before)
        for row, before in zip(report.rows, previous, strict=True)
        if (now := as_number(row[place])) is not None and before is not None
        if is_whole(report, row)
    ]
    facts = []
    if pairs and not _is_of_hours(report):
        above = sum(now > before for now, before in pairs)
        text = f" {unit}s above the previous period"
        facts.append(StyledText.assemble((f"{above} of {len(pairs)}", "bold"), (text, SIDE)))
    facts += [
        StyledText.assemble(
            (f"{word}: ", SIDE), (f"{name}, {format_value(value, column.kind)}", "bold")
        )
        for word, name, value in extremes(report, place)
    ]
    return facts[:1] if _is_of_hours(report) else facts


def _shares(parts: Sequence[Report]) -> Iterator[StyledText]:
    """Yield the shares among key figures, with their changes."""
    for part in parts:
        now, *others = part.rows
        for place, column in visible_columns(part):
            if column.kind is not ColumnKind.SHARE:
                continue
            share = StyledText.assemble((f"{column.title} ", SIDE))
            share.append(format_value(now[place], column.kind), "bold")
            if others and part.is_comparable:
                change = format_change(now[place], others[0][place], column.kind)
                share.append(f" {change}", SIDE)
            yield share


def _place(report: Report, column: Column) -> int:
    return report.columns.index(column)


def _values(report: Report, place: int) -> list[float | None]:
    return [as_number(row[place]) for row in report.rows]


def _previous(report: Report, column: Column) -> list[float | None]:
    names = [one.name for one in report.columns]
    name = f"previous_{column.name}"
    return _values(report, names.index(name)) if name in names else []
