"""Cuts the lines of a page into runs of one style, each with its place, for pictures to draw."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text

from musicanalyser.render.paint import palette
from musicanalyser.render.paint.console import screen
from musicanalyser.render.style import Look

_EIGHTHS = "▏▎▍▌▋▊▉█"
_COLUMNS = re.compile("( {2,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledRun:
    """Text of one style that begins ``start`` cells into its line and takes ``cells`` of them.

    A character two cells wide is a run of its own, because few fonts make it twice as wide as the
    others. So is the space between two columns, which keeps text that runs from right to left from
    taking its neighbours along.
    """

    text: str
    start: int
    cells: int
    ink: str
    paper: str | None
    bold: bool

    @property
    def bar(self) -> float | None:
        """The length in cells if this is a bar, which a picture draws as a shape."""
        blocks = self.text.rstrip(" ")
        if not blocks or blocks.strip(_EIGHTHS):
            return None
        return sum((_EIGHTHS.index(block) + 1) / 8 for block in blocks)


def runs(lines: Sequence[Text], look: Look) -> Iterator[list[StyledRun]]:
    """Return the runs of each line in the colours of a dark terminal."""
    console = screen(StringIO(), look)
    for line in lines:
        found: list[StyledRun] = []
        start = 0
        for text, style, _ in Text.assemble(line).render(console):
            for piece in _pieces(text):
                found.append(_run(piece, start, style or Style.null()))
                start += found[-1].cells
        yield found


def _run(text: str, start: int, style: Style) -> StyledRun:
    ink = palette.FAINT if style.dim else palette.INK
    if style.color is not None and style.color.triplet is not None:
        ink = style.color.triplet.hex
    paper = style.bgcolor and style.bgcolor.triplet
    return StyledRun(
        text=text,
        start=start,
        cells=cell_len(text),
        ink=ink,
        paper=paper.hex if paper else None,
        bold=bool(style.bold),
    )


def _pieces(text: str) -> Iterator[str]:
    for part in _COLUMNS.split(text):
        piece, wide = "", False
        for character in part:
            cells = cell_len(character)
            if piece and cells and (wide or cells > 1):
                yield piece
                piece = ""
            piece += character
            wide = cells > 1 if cells else wide
        if piece:
            yield piece
