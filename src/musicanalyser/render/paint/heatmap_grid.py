"""Draws a grid as a heatmap: by colours, or by shades where there are few."""

from rich.cells import cell_len

from musicanalyser.duration import format_duration
from musicanalyser.render.ink.palette import RAMP_STEPS, SHADES, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.paint.column_widths import GAP
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import Grid, as_number, value_grid
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import ColumnKind, Report, Value

_WIDEST = 10
"""The greatest width of a tile in cells: wider ones would no longer look like one map."""
_GAPPED = 3
"""From this width on, there is a cell between tiles."""


def draw_heatmap(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return a heading, a line of tiles for each row, and a legend with the largest value."""
    cells = value_grid(report)
    labels = min(max(map(cell_len, cells.rows)), style.width // 4)
    tile = min(max((style.width - labels - GAP) // len(cells.columns), 1), _WIDEST)
    largest = max((as_number(value) or 0 for value in cells.values.values()), default=0)
    lines = [_head(cells, labels, tile)]
    for row in cells.rows:
        line = StyledText(row).fit(labels)
        line.append(" " * GAP)
        for column in cells.columns:
            line.append(_tile(cells.values.get((row, column)), largest, tile, style))
        lines.append(line)
    lines.extend(_legend(cells, largest, style))
    for line in lines:
        line.truncate(style.width)
    return lines


def fits(report: Report, width: int) -> bool:
    """Return whether a heatmap of this width has at least two cells for each column."""
    cells = value_grid(report)
    return max(map(cell_len, cells.rows), default=0) + GAP + 2 * len(cells.columns) <= width


def _head(cells: Grid, labels: int, tile: int) -> StyledText:
    """Return the names of the columns, or of every second, third … where not all fit."""
    longest = max(map(cell_len, cells.columns))
    step = -(-(longest + 1) // tile)
    line = StyledText(" " * (labels + GAP), style=SIDE)
    for name in cells.columns[::step]:
        line.append(StyledText(name).fit(tile * step))
    line.rstrip()
    return line


def _tile(value: Value, largest: float, width: int, style: OutputStyle) -> StyledText:
    inner = width - 1 if width >= _GAPPED else width
    return StyledText.assemble(
        _swatch(as_number(value), largest, inner, style), " " * (width - inner)
    )


def _swatch(value: float | None, largest: float, width: int, style: OutputStyle) -> StyledText:
    if value is None:
        return StyledText(UNKNOWN.center(width), style=SIDE)
    steps = _steps(style)
    # The product of large floats may be rounded up, and the level with it.
    level = min(-int(-value * steps // largest), steps) if value > 0 else 0
    if not level:
        return StyledText("·".center(width), style="dot")
    if style.has_ramp:
        return StyledText(SHADES[-1] * width, style=f"ramp-{level}")
    return StyledText(SHADES[level - 1] * width, style="ramp-1")


def _steps(style: OutputStyle) -> int:
    return RAMP_STEPS if style.has_ramp else len(SHADES)


def _legend(cells: Grid, largest: float, style: OutputStyle) -> list[StyledText]:
    """Return the scale from nothing to the largest value, and where that is."""
    scale = StyledText.assemble(("less ", SIDE))
    steps = _steps(style)
    for step in range(steps + 1):
        scale.append(_swatch(step, steps, 2, style))
    scale.append(" more", SIDE)
    any_known = any(value is not None for value in cells.values.values())
    most = next(
        (
            f"most: {row} {column}, {_in_words(value, cells.kind)}"
            for (row, column), value in cells.values.items()
            if largest and as_number(value) == largest
        ),
        f"most: {_in_words(0 if any_known else None, cells.kind)}",
    )
    if scale.cell_len + GAP + cell_len(most) > style.width:
        return [StyledText(), scale, *StyledText(most, style=SIDE).wrap(style.width)]
    return [StyledText(), scale.append(" " * GAP + most, SIDE)]


def _in_words(value: Value, kind: ColumnKind) -> str:
    ms = as_number(value)
    is_duration = kind is ColumnKind.DURATION and ms is not None
    return format_duration(int(ms or 0)) if is_duration else format_value(value, kind)
