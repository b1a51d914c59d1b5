"""Draws a grid as a heatmap: in colour by a ramp, without it by shades."""

from rich.cells import cell_len
from rich.text import Text

from musicanalyser.render.layout import Matrix, amount, matrix
from musicanalyser.render.paint import palette
from musicanalyser.render.paint.column_widths import GAP, placed
from musicanalyser.render.paint.console import wrapped
from musicanalyser.render.style import Look
from musicanalyser.render.wording import UNKNOWN, format_value
from musicanalyser.report import Report, Value

_WIDEST = 10
"""Wider tiles would no longer look like one map."""
_GAPPED = 3
"""From this width on, tiles stand a cell apart."""


def grid(report: Report, look: Look) -> list[Text]:
    """Return a head, a line of tiles for each row, and a legend with the largest value."""
    cells = matrix(report)
    labels = min(max(map(cell_len, cells.rows)), look.width // 4)
    tile = min(max((look.width - labels - GAP) // len(cells.columns), 1), _WIDEST)
    largest = max((amount(value) or 0 for value in cells.values.values()), default=0)
    lines = [_head(cells, labels, tile)]
    for row in cells.rows:
        line = placed(Text(row), labels)
        line.append(" " * GAP)
        for column in cells.columns:
            line.append_text(_tile(cells.values.get((row, column)), largest, tile, look))
        lines.append(line)
    lines.extend(_legend(cells, largest, look))
    for line in lines:
        line.truncate(look.width, overflow="ellipsis")
    return lines


def narrow(report: Report, width: int) -> bool:
    """Tell whether a heatmap keeps its look in this width."""
    cells = matrix(report)
    return max(map(cell_len, cells.rows), default=0) + GAP + 2 * len(cells.columns) <= width


def _head(cells: Matrix, labels: int, tile: int) -> Text:
    """Name every column that has room for its name, evenly spaced."""
    longest = max(map(cell_len, cells.columns))
    step = -(-(longest + 1) // tile)
    line = Text(" " * (labels + GAP), style=palette.HEAD)
    for name in cells.columns[::step]:
        line.append_text(placed(Text(name), tile * step))
    line.rstrip()
    return line


def _tile(value: Value, largest: float, width: int, look: Look) -> Text:
    inner = width - 1 if width >= _GAPPED else width
    return Text.assemble(_swatch(amount(value), largest, inner, look), " " * (width - inner))


def _swatch(value: float | None, largest: float, width: int, look: Look) -> Text:
    if value is None:
        return Text(UNKNOWN.center(width), style=palette.SIDE)
    steps = palette.RAMP if look.colour else palette.SHADES
    # The product of large floats may be rounded up, and the level with it.
    level = min(-int(-value * len(steps) // largest), len(steps)) if value > 0 else 0
    if look.colour:
        return Text(" " * width, style=f"on {(palette.NOTHING, *palette.RAMP)[level]}")
    return Text(palette.SHADES[level - 1] * width if level else "·".center(width))


def _legend(cells: Matrix, largest: float, look: Look) -> list[Text]:
    """Show the ramp from nothing to the largest value, and say what and where that is."""
    scale = Text("less ", style=palette.SIDE)
    steps = len(palette.RAMP if look.colour else palette.SHADES)
    for step in range(steps + 1):
        scale.append_text(_swatch(step, steps, 2, look))
    scale.append(" more")
    most = next(
        (
            f"most: {row} {column}, {format_value(value, cells.kind)}"
            for (row, column), value in cells.values.items()
            if largest and amount(value) == largest
        ),
        f"most: {format_value(0, cells.kind)}",
    )
    if scale.cell_len + GAP + cell_len(most) > look.width:
        return [Text(), scale, *wrapped(Text(most, style=palette.SIDE), look.width)]
    return [Text(), scale.append(" " * GAP + most)]
