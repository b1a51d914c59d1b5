"""Columns that share the width of a line: who gives way first, and how far."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.text import Text

from musicanalyser.render.paint import palette

GAP = 2
READABLE = 14
"""Cells that a text keeps as long as others can still give way."""
RECOGNISABLE = 6
"""Cells below which a text says nothing any more."""
_HEAD = 10
"""Cells that the head of a column of numbers keeps likewise."""
_BLOCKS = " ▏▎▍▌▋▊▉"
_SHORTEST_BAR = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One column: the width it wants, can do with, and bears; ``draw`` takes a row and a width.

    A lane that bears 0 gives way altogether before another has to bear less than it can do with.
    """

    head: Text
    wanted: int
    comfortable: int
    least: int
    right: bool
    draw: Callable[[int, int], Text]


def words(
    head: str,
    cells: Sequence[Text],
    *,
    right: bool = False,
    solid: bool = False,
    least: int = RECOGNISABLE,
) -> Lane:
    """Make a column of text; one that is ``solid``, or of numbers, stays whole while it can."""
    content = max((cell.cell_len for cell in cells), default=0)
    title = Text(head, style=palette.HEAD)
    wanted = max(content, title.cell_len)
    whole = right or solid
    return Lane(
        head=title,
        wanted=wanted,
        comfortable=max(content, min(wanted, _HEAD)) if whole else min(wanted, READABLE),
        least=max(1, content, min(wanted, RECOGNISABLE)) if whole else max(1, min(wanted, least)),
        right=right,
        draw=lambda row, width: placed(cells[row], width, right=right),
    )


def bars(values: Sequence[float | None], *, longest: int) -> Lane:
    """Make a column of bars in eighths of a cell, relative to the largest value.

    Only nothing, and the unknown, has no bar.
    """
    largest = max((value for value in values if value is not None), default=0)

    def draw(row: int, width: int) -> Text:
        value = values[row] or 0
        full, rest = divmod(max(1, round(value / largest * width * 8)) if value > 0 else 0, 8)
        return Text(f"{'█' * full}{_BLOCKS[rest]}".ljust(width)[:width], style=palette.BAR)

    longest = max(longest, _SHORTEST_BAR)
    return Lane(
        head=Text(), wanted=longest, comfortable=_SHORTEST_BAR, least=0, right=False, draw=draw
    )


def placed(text: Text, width: int, *, right: bool = False) -> Text:
    """Return the text cut or filled to exactly this width."""
    text = text.copy()
    text.truncate(width, overflow="ellipsis")
    text.align("right" if right else "left", width)
    return text


def bearable(lanes: Sequence[Lane], width: int) -> int:
    """Return how many of the lanes, from the first on, the width bears; at least one."""
    return next(
        (
            count
            for count in range(len(lanes), 1, -1)
            if _total([lane.least for lane in lanes[:count] if lane.least]) <= width
        ),
        1,
    )


def room(lanes: Sequence[Lane]) -> int:
    """Return the width at which no column of text has to be cut to less than it can do with."""
    needed = [lane.comfortable for lane in lanes if lane.least]
    return sum(needed) + GAP * (len(needed) - 1)


def laid(lanes: Sequence[Lane], *, rows: int, width: int) -> list[Text]:
    """Return a line for each row, under a head if any lane has one, none wider than ``width``."""
    lanes, widths = _fit(lanes, width)
    each = list(zip(lanes, widths, strict=True))
    lines = [_line([lane.draw(row, cells) for lane, cells in each], width) for row in range(rows)]
    if any(lane.head for lane in lanes):
        heads = [placed(lane.head, cells, right=lane.right) for lane, cells in each]
        lines.insert(0, _line(heads, width))
    return lines


def _line(cells: Sequence[Text], width: int) -> Text:
    line = Text(" " * GAP).join(cells)
    line.rstrip()
    line.truncate(width, overflow="ellipsis")
    return line


def _fit(lanes: Sequence[Lane], width: int) -> tuple[Sequence[Lane], list[int]]:
    """Make bars short, then cut texts; where that is not enough, leave bars out and cut deeper.

    What is still too wide is cut off at its end, by `_line`.
    """
    lasting = [lane for lane in lanes if lane.least]
    widths = [min(lane.wanted, width) for lane in lanes]
    _squeeze(widths, [lane.wanted if lane.least else lane.comfortable for lane in lanes], width)
    _squeeze(widths, [lane.comfortable for lane in lanes], width)
    if _total(widths) <= width:
        return lanes, widths
    widths = [min(lane.wanted, width) for lane in lasting]
    _squeeze(widths, [lane.comfortable for lane in lasting], width)
    _squeeze(widths, [lane.least for lane in lasting], width)
    return lasting, widths


def _squeeze(widths: list[int], floors: Sequence[int], width: int) -> None:
    """Take from the widest that may give, a cell at a time, until the line fits or none may."""
    while _total(widths) > width:
        giving = [place for place, floor in enumerate(floors) if widths[place] > floor]
        if not giving:
            break
        widths[max(giving, key=widths.__getitem__)] -= 1


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * (len(widths) - 1)
