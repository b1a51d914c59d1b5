"""Draws ranks over time as curves, each with its name at the end."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import hypot

from musicanalyser.render.charts.chart import Chart, ChartArea, value_text
from musicanalyser.render.charts.svg_marks import RAMP, box, label, number
from musicanalyser.render.race_courses import TOTAL, RaceCourse, race_courses
from musicanalyser.render.row_names import axis_marks
from musicanalyser.render.table_text import text_table
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Report

_NAME_SHARE = 0.3
"""The part of the width in which names stand."""
_LETTER = 0.58
"""The width of a letter of a label, as a part of its size."""
_CURVE, _POINT = 0.28, 0.34
"""The height of a curve and the radius of a point, in sizes of the text."""
_MARKED = 14
"""Of more points, only the last is marked."""
_STEEP = 1.3
"""How far the edges of a steep curve are moved apart, in halves of its height."""


def draw_race_chart(report: Report, area: ChartArea) -> Chart | None:
    """Return a curve for each competitor that leads at the end, the best one above."""
    courses = race_courses(report)
    plot = _Plot(area=area, points=len(courses[0].ranks), ranks=len(courses))
    shapes = [
        shape
        for place in range(len(courses) - 1, -1, -1)
        for shape in plot.course(courses[place], _role(place))
    ]
    shapes += [*plot.names(courses), *plot.axis(report, courses[0])]
    kind = report.columns[TOTAL].kind
    ends = ", ".join(
        f"{place}. {format_value(one.name, ColumnKind.TEXT)}"
        for place, one in enumerate(courses[:3], 1)
    )
    total = value_text(courses[0].rows[-1][TOTAL], kind)
    return Chart(
        area=area,
        shapes="".join(shapes),
        title=report.title,
        description=f"At the end: {ends}. The first has {total}.",
        table=text_table(report),
        is_wide=True,
    )


def _role(place: int) -> str:
    return RAMP[-1 - place] if place < len(RAMP) else "dot"


def _edge(sign: str, start: tuple[float, float], end: tuple[float, float], middle: float) -> str:
    """Return a curve that turns at a place in the middle."""
    (x0, y0), (x1, y1) = start, end
    return (
        f"{sign}{number(x0)} {number(y0)}C{number(middle)} {number(y0)}"
        f" {number(middle)} {number(y1)} {number(x1)} {number(y1)}"
    )


class _Plot:
    """The room for curves between the numbers of ranks and the names."""

    def __init__(self, *, area: ChartArea, points: int, ranks: int) -> None:
        self.area, self.ranks = area, ranks
        self.left = area.text * 2.2
        self.right = area.width * (1 - _NAME_SHARE)
        self.base = area.height - area.text * 1.8
        self.step = (self.right - self.left) / max(points - 1, 1)

    def course(self, one: RaceCourse, role: str) -> Iterator[str]:
        """Yield the curve of a competitor, as far as it is known, and its points in the chart."""
        bands = [
            self._band(place, rank, after)
            for place, (rank, after) in enumerate(pairwise(one.ranks))
            if rank is not None and after is not None and min(rank, after) <= self.ranks
        ]
        yield f'<path class="{role}" d="{"".join(bands)}"/>'
        for place, rank in enumerate(one.ranks):
            is_marked = len(one.ranks) <= _MARKED or place == len(one.ranks) - 1
            if is_marked and rank is not None and rank <= self.ranks:
                radius = _POINT * self.area.text
                left, top = self._x(place) - radius, self._y(rank) - radius
                yield box(role, left, top, 2 * radius, 2 * radius, round_=radius)

    def names(self, courses: Sequence[RaceCourse]) -> Iterator[str]:
        size = self.area.text
        letters = int((self.area.width - self.right - size) / (_LETTER * size))
        for rank, one in enumerate(courses, 1):
            baseline = self._y(rank) + size * 0.35
            name = format_value(one.name, ColumnKind.TEXT)
            cut = name if len(name) <= letters else f"{name[: letters - 1]}…"
            yield label(str(rank), 0, baseline, size=size)
            yield label(cut, self.right + size, baseline, size=size, role="ink")

    def axis(self, report: Report, one: RaceCourse) -> Iterator[str]:
        """Yield the names of spans, as far as they have room."""
        free = 0.0
        for place, name in axis_marks(one.rows, report.columns):
            left = self._x(place)
            if left >= free and left + len(name) * _LETTER * self.area.text <= self.area.width:
                yield label(name, left, self.area.height - 4, size=self.area.text)
                free = left + (len(name) + 1) * _LETTER * self.area.text

    def _band(self, place: int, rank: int, after: int) -> str:
        """Return a band that is level at both ends, and about as wide where it is steep."""
        half = _CURVE * self.area.text / 2
        x0, x1, y0, y1 = self._x(place), self._x(place + 1), self._y(rank), self._y(after)
        shift = _STEEP * half * (y1 - y0) / hypot(y1 - y0, x1 - x0)
        upper = _edge("M", (x0, y0 - half), (x1, y1 - half), (x0 + x1) / 2 + shift)
        lower = _edge("L", (x1, y1 + half), (x0, y0 + half), (x0 + x1) / 2 - shift)
        return f"{upper}{lower}Z"

    def _x(self, place: int) -> float:
        return self.left + place * self.step

    def _y(self, rank: int) -> float:
        """Return the middle of a rank; those that are not shown share the lower edge."""
        return min(self.area.text + (rank - 1) * self._lane, self.base)

    @property
    def _lane(self) -> float:
        return (self.base - self.area.text) / self.ranks
