"""Columns that share the width of a line: which of them become narrower first, and how far."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bars import draw_bar

GAP = 2
"""The cells between two columns."""
READABLE = 14
"""The cells that a text keeps as long as other columns can become narrower."""
RECOGNISABLE = 6
"""The cells below which a text cannot be recognised."""
_HEAD = 10
"""The cells that the heading of a column of numbers keeps as `READABLE` does for texts."""
_SHORTEST_BAR = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A column: its full, its comfortable and its least width in cells.

    ``draw`` returns the text of a row in a width. A lane whose least width is 0 is left out before
    another becomes narrower than is comfortable.
    """

    head: StyledText
    full: int
    comfortable: int
    least: int
    right: bool
    draw: Callable[[int, int], StyledText]


def text_lane(
    head: str,
    cells: Sequence[StyledText],
    *,
    right: bool = False,
    solid: bool = False,
    least: int = RECOGNISABLE,
    after_bar: bool = False,
) -> Lane:
    """Return a column of text; numbers and ``solid`` texts are cut only if nothing else can be.

    Its heading may reach over the bar before it.
    """
    content = max((cell.cell_len for cell in cells), default=0)
    title = StyledText(head, style=SIDE)
    full = content if after_bar else max(content, title.cell_len)
    whole = right or solid
    return Lane(
        head=title,
        full=full,
        comfortable=max(content, min(full, _HEAD)) if whole else min(full, READABLE),
        least=max(1, content, min(full, RECOGNISABLE)) if whole else max(1, min(full, least)),
        right=right,
        draw=lambda row, width: cells[row].fit(width, right=right),
    )


def bar_lane(values: Sequence[float | None], *, longest: int) -> Lane:
    """Return a column of bars relative to the largest value; what is unknown has no bar."""
    largest = max((value for value in values if value is not None), default=0)

    def draw(row: int, width: int) -> StyledText:
        value = values[row]
        if value is None:
            return StyledText(" " * width)
        return draw_bar(value / largest if value > 0 else 0.0, width)

    longest = max(longest, _SHORTEST_BAR)
    return Lane(
        head=StyledText(), full=longest, comfortable=_SHORTEST_BAR, least=0, right=False, draw=draw
    )


def count_fitting(lanes: Sequence[Lane], width: int) -> int:
    """Return how many of the first lanes fit the width at their least; at least one."""
    return next(
        (
            count
            for count in range(len(lanes), 1, -1)
            if _total([lane.least for lane in lanes[:count] if lane.least]) <= width
        ),
        1,
    )


def comfortable_width(lanes: Sequence[Lane]) -> int:
    """Return the width that lanes need to be comfortable, without those that can be left out."""
    needed = [lane.comfortable for lane in lanes if lane.least]
    return sum(needed) + GAP * (len(needed) - 1)


def draw_lanes(lanes: Sequence[Lane], *, rows: int, width: int) -> list[StyledText]:
    """Return a line for each row, none wider than ``width``, under a heading if a lane has one."""
    lanes, widths = _fit(lanes, width)
    each = list(zip(lanes, widths, strict=True))
    lines = [_line([lane.draw(row, cells) for lane, cells in each], width) for row in range(rows)]
    if any(lane.head for lane in lanes):
        lines.insert(0, _line(list(_heads(each)), width))
    return lines


def _heads(lanes: Sequence[tuple[Lane, int]]) -> Iterator[StyledText]:
    """Yield the headings; one that is too long takes the room of an empty one before it."""
    before: int | None = None
    for lane, cells in lanes:
        if not lane.head:
            if before is not None:
                yield StyledText(" " * before)
            before = cells
            continue
        if before is not None:
            yield lane.head.fit(before + GAP + cells, right=lane.right)
        else:
            yield lane.head.fit(cells, right=lane.right)
        before = None


def _line(cells: Sequence[StyledText], width: int) -> StyledText:
    line = StyledText(" " * GAP).join(cells)
    line.rstrip()
    line.truncate(width)
    return line


def _fit(lanes: Sequence[Lane], width: int) -> tuple[Sequence[Lane], list[int]]:
    """Return the lanes that are drawn, and their widths.

    Bars become shorter first, then texts. If that is not enough, bars are left out and texts become
    shorter than comfortable. `_line` cuts what is still too wide.
    """
    without_bars = [lane for lane in lanes if lane.least]
    widths = [min(lane.full, width) for lane in lanes]
    _squeeze(widths, [lane.full if lane.least else lane.comfortable for lane in lanes], width)
    _squeeze(widths, [lane.comfortable for lane in lanes], width)
    if _total(widths) <= width:
        return lanes, widths
    widths = [min(lane.full, width) for lane in without_bars]
    _squeeze(widths, [lane.comfortable for lane in without_bars], width)
    _squeeze(widths, [lane.least for lane in without_bars], width)
    return without_bars, widths


def _squeeze(widths: list[int], floors: Sequence[int], width: int) -> None:
    """Take cells from the widest lane above its floor, one by one, until the line fits."""
    while _total(widths) > width:
        shrinkable = [index for index, floor in enumerate(floors) if widths[index] > floor]
        if not shrinkable:
            break
        widths[max(shrinkable, key=widths.__getitem__)] -= 1


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)
