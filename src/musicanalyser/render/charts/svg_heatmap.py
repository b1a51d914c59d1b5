"""Draws a grid as squares: the darker or lighter, the more."""

from collections.abc import Iterator

from musicanalyser.render.charts.chart import Chart, ChartArea, value_text
from musicanalyser.render.charts.svg_marks import box, label, ramp_step
from musicanalyser.render.table_text import Grid, as_number, text_table, value_grid
from musicanalyser.report import Report

_FILLED = 0.88
_LETTER = 0.62
"""The width of a letter of a label, as a part of its size."""


def draw_heatmap_chart(report: Report, area: ChartArea) -> Chart | None:
    """Return a tile for each value, coloured by its share of the largest."""
    grid = value_grid(report)
    amounts = {place: as_number(value) or 0 for place, value in grid.values.items()}
    most = max(amounts.values(), default=0)
    if not most:
        return None
    row, column = max(amounts, key=amounts.__getitem__)
    return Chart(
        area=area,
        shapes="".join(_shapes(grid, amounts, most, area)),
        title=report.title,
        description=f"Most: {row} {column}, {value_text(most, grid.kind)}.",
        table=text_table(report),
    )


def _shapes(
    grid: Grid, amounts: dict[tuple[str, str], float], most: float, area: ChartArea
) -> Iterator[str]:
    size, names = area.text, [_short_name(row) for row in grid.rows]
    left = (max(map(len, names)) * _LETTER + 0.6) * size
    wide = (area.width - left) / len(grid.columns)
    tall = (area.height - size * 1.6) / len(grid.rows)
    for line, (row, name) in enumerate(zip(grid.rows, names, strict=True)):
        top = line * tall
        yield label(name, 0, top + tall / 2 + size / 3, size=size)
        for place, column in enumerate(grid.columns):
            amount = amounts.get((row, column), 0)
            tip = f"{row} {column}: {value_text(amount, grid.kind)}" if area.has_tips else ""
            x, width, height = left + place * wide, wide * _FILLED, tall * _FILLED
            role = ramp_step(amount / most)
            yield box(role, x, top, width, height, round_=min(width, height) / 6, tip=tip)
    step = -(-len(grid.columns) // 8)
    for place, column in list(enumerate(grid.columns))[::step]:
        yield label(column, left + place * wide, area.height - size * 0.2, size=size)


def _short_name(row: str) -> str:
    """Return three letters of a weekday, and any other name as it is."""
    return row[:3] if row.endswith("day") else row
