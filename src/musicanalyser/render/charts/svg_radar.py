"""Draws means from 0 to 1 on axes around a centre."""

from collections.abc import Iterator, Sequence
from math import cos, pi, sin

from musicanalyser.render.charts.chart import Chart, ChartArea, bar_place, column_place
from musicanalyser.render.charts.svg_marks import label, number
from musicanalyser.render.table_text import as_number, text_table
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Report

_AXES = (
    "energy",
    "danceability",
    "liveness",
    "speechiness",
    "instrumentalness",
    "acousticness",
    "valence",
)
"""The axes clockwise from the top: neighbours are alike, so that the outline is calm."""
_RINGS = (0.25, 0.5, 0.75, 1.0)
_LETTER = 0.58
"""The width of a letter of a label, as a part of its size."""
_UPRIGHT = 0.2
"""An axis that is nearly upright has its name above or below it."""


def draw_radar(report: Report, area: ChartArea) -> Chart | None:
    """Return the outline of the means, over that of the previous period."""
    place, before = bar_place(report), column_place(report, "previous_mean")
    means = {str(row[0]): as_number(row[place]) for row in report.rows}
    axes = [axis for axis in _AXES if means.get(axis) is not None]
    if len(axes) < 3:  # noqa: PLR2004 - two axes are a line
        return None
    names = [f"{axis} {_percent(means[axis])}" for axis in axes]
    web = _Web(area=area, names=names)
    shapes = [*web.grid()]
    previous = {str(row[0]): as_number(row[before]) for row in report.rows} if before else {}
    if all(previous.get(axis) is not None for axis in axes):
        shapes.append(web.outline([previous[axis] or 0 for axis in axes], "radar-before"))
    shapes.append(web.outline([means[axis] or 0 for axis in axes], "radar"))
    shapes += web.labels()
    return Chart(
        area=area,
        shapes="".join(shapes),
        title=report.title,
        description=f"{', '.join(names).capitalize()}.",
        table=text_table(report),
    )


def _percent(mean: float | None) -> str:
    return format_value(mean, ColumnKind.SHARE)


class _Web:
    """Axes around the middle of an area, as long as their names leave room for."""

    def __init__(self, *, area: ChartArea, names: Sequence[str]) -> None:
        self.area, self.names, self.count = area, names, len(names)
        widths = (area.width / 2 - (len(name) * _LETTER + 1) * area.text for name in names)
        sides = (
            width / max(abs(sin(2 * pi * axis / self.count)), _UPRIGHT)
            for axis, width in enumerate(widths)
        )
        self.radius = min(area.height / 2 - 2 * area.text, *sides)

    def grid(self) -> Iterator[str]:
        for ring in _RINGS:
            yield self.outline([ring] * self.count, "radar-grid")

    def outline(self, shares: Sequence[float], role: str) -> str:
        """Return the line through a point on each axis."""
        points = (self._point(axis, share) for axis, share in enumerate(shares))
        path = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        return f'<polygon class="{role}" points="{path}"/>'

    def labels(self) -> Iterator[str]:
        size = self.area.text
        for axis, name in enumerate(self.names):
            x, y = self._point(axis, 1 + size * 0.8 / self.radius)
            middle = self.area.width / 2
            anchor = "middle" if abs(x - middle) < size else "start" if x > middle else "end"
            yield label(name, x, y + size / 3, size=size, anchor=anchor)

    def _point(self, axis: int, share: float) -> tuple[float, float]:
        turn = 2 * pi * axis / self.count
        reach = self.radius * share
        return self.area.width / 2 + reach * sin(turn), self.area.height / 2 - reach * cos(turn)
