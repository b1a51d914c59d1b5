"""Draws a race: a curve for the ranks of each competitor, its name and its total at the end."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from string import ascii_lowercase

from musicanalyser.render.ink.palette import RAMP_STEPS, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bump import draw_bump
from musicanalyser.render.paint.page import draw_header, draw_notes, draw_parts
from musicanalyser.render.race_courses import TOTAL, RaceCourse, race_courses
from musicanalyser.render.row_names import axis_names
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Report

_HEAD = 3
"""The cells of a rank and the space after it."""
_TOTAL = 9
"""The cells of a total and the space before it."""
_LEAST_CHART = 12
_WITH_TOTAL = 60
"""From this width on, totals stand at the end."""
_WIDEST = 8
"""The most cells from one point to the next."""
_STANDINGS = "standings"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    """How many of the last points are drawn, the cells between them, and those of a name."""

    points: int
    pitch: int
    name: int


def draw_race(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the whole page: the curves with their names, the spans below, and parts."""
    courses = race_courses(report)
    grid = _grid(courses, style.width)
    page = [*draw_header(report, style), StyledText(), *_chart(report, courses, grid, style)]
    spans = courses[0].rows[-grid.points :]
    axis = axis_names(spans, report.columns, grid.pitch)
    unit = report.columns[0].title.lower()
    legend = StyledText(
        f"{' ' * _HEAD}rank of the total since the start, after each {unit}", style=SIDE
    )
    legend.truncate(style.width)
    page += [StyledText(" " * _HEAD + axis, style=SIDE), legend]
    others = tuple(part for part in report.parts if part.name != _STANDINGS)
    page += draw_parts(replace(report, parts=others), style)
    return [*page, StyledText(), *draw_notes(report, style)]


def _grid(courses: Sequence[RaceCourse], width: int) -> _Grid:
    """Return the widest chart beside names that keep at least a third of the width."""
    longest = max(StyledText(one.name or "").cell_len for one in courses)
    name = min(longest + 2, max(width // 3, _LEAST_CHART))
    room = width - _HEAD - 1 - name - (_TOTAL if width >= _WITH_TOTAL else 0)
    points = len(courses[0].ranks)
    pitch = min((room - 1) // max(points - 1, 1), _WIDEST) or 1
    return _Grid(points=min(points, (room - 1) // pitch + 1), pitch=pitch, name=name)


def _chart(
    report: Report, courses: Sequence[RaceCourse], grid: _Grid, style: OutputStyle
) -> Iterator[StyledText]:
    inks = [
        f"ramp-{RAMP_STEPS - place}" if place < RAMP_STEPS else "dot"
        for place in range(len(courses))
    ]
    letters = [ascii_lowercase[place % len(ascii_lowercase)] for place in range(len(courses))]
    curves = draw_bump(
        [one.ranks[-grid.points :] for one in courses],
        pitch=grid.pitch,
        inks=inks,
        marks=["●"] * len(courses) if style.has_ramp else letters,
        has_curves=not style.ascii and grid.pitch > 1,  # else dots stand between no two points
    )
    column = report.columns[TOTAL]
    for place, (curve, one) in enumerate(zip(curves, courses, strict=True)):
        line = StyledText.assemble((f"{place + 1:>2} ", SIDE), curve, " ")
        ink = "bold" if place == 0 else ""
        mark = "● " if style.has_ramp else f"{letters[place]} "
        name = format_value(one.name, ColumnKind.TEXT)
        line.append(StyledText.assemble((mark, inks[place]), (name, ink)).fit(grid.name))
        if style.width >= _WITH_TOTAL:
            total = format_value(one.rows[-1][TOTAL], column.kind)
            line.append(f"{total:>{_TOTAL}}", ink)
        line.truncate(style.width)
        yield line
