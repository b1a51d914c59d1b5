"""Draws ranks over time: a line of cells for each rank, and a curve for each course.

The curves are braille dots. A cell has one colour: that of the course that ends best.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.radar import BLANK, DOTS

_ACROSS, _DOWN = 2, 4
"""The dots of a cell."""
_MIDDLE = 1.5
"""Where a curve passes through the line of its rank, in dots from its top."""

Course = Sequence[int | None]
"""The rank at each point; ``None`` where it is unknown. Greater ranks than are drawn lie below."""


def draw_bump(
    courses: Sequence[Course],
    *,
    pitch: int,
    inks: Sequence[str],
    marks: Sequence[str],
    has_curves: bool = True,
) -> list[StyledText]:
    """Return a line for each rank, as many as there are courses; the best one is first.

    A point is marked every ``pitch`` cells. Each course has its colour and its mark.
    """
    points = max((len(course) for course in courses), default=0)
    width = max(points - 1, 0) * pitch + 1
    cells: dict[tuple[int, int], tuple[int, int]] = {}
    for place in range(len(courses) - 1, -1, -1) if has_curves else ():
        for x, y in _curve(courses[place], pitch):
            _add(cells, place, x, y)
    marked = {
        (number * pitch, rank - 1): place
        for place, course in enumerate(courses)
        for number, rank in enumerate(course)
        if rank is not None and rank <= len(courses)
    }
    return [_line(row, width, cells, marked, inks=inks, marks=marks) for row in range(len(courses))]


def _add(cells: dict[tuple[int, int], tuple[int, int]], place: int, x: float, y: float) -> None:
    """Add a dot; a course that ends better clears what others drew in the cell."""
    column, row = int(x) // _ACROSS, int(y) // _DOWN
    bit = DOTS[int(y) % _DOWN][int(x) % _ACROSS]
    there, bits = cells.get((column, row), (place, 0))
    cells[column, row] = (place, bits | bit if there == place else bit)


def _curve(course: Course, pitch: int) -> Iterator[tuple[float, float]]:
    """Yield the dots between each two points whose ranks are known, level at both."""
    steps = pitch * _ACROSS * 2
    for number, (rank, after) in enumerate(pairwise(course)):
        if rank is None or after is None:
            continue
        for step in range(steps + 1):
            part = step / steps
            eased = part * part * (3 - 2 * part)
            y = (rank - 1 + (after - rank) * eased) * _DOWN + _MIDDLE
            yield (number + part) * pitch * _ACROSS, y


def _line(
    row: int,
    width: int,
    cells: dict[tuple[int, int], tuple[int, int]],
    marked: dict[tuple[int, int], int],
    *,
    inks: Sequence[str],
    marks: Sequence[str],
) -> StyledText:
    line = StyledText()
    for column in range(width):
        if (column, row) in marked:
            place = marked[column, row]
            line.append(marks[place], inks[place])
        elif (column, row) in cells:
            place, bits = cells[column, row]
            line.append(chr(BLANK + bits), inks[place])
        else:
            line.append(" ")
    return line
