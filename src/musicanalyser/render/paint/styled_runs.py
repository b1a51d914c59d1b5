"""Splits the lines of a page into runs of one style, each with its position, for pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len

from musicanalyser.render.paint import palette
from musicanalyser.render.paint.styled_text import StyledText

_EIGHTHS = "▏▎▍▌▋▊▉█"
_COLUMNS = re.compile("( {2,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledRun:
    """Text of one style: it begins at cell ``start`` of its line and is ``cells`` wide.

    A character two cells wide is a run of its own, because in few fonts it is exactly twice as wide
    as others. So is the space between columns, so that text from right to left cannot move the
    column beside it.
    """

    text: str
    start: int
    cells: int
    ink: str
    paper: str | None
    bold: bool

    @property
    def bar(self) -> float | None:
        """The length in cells if this is a bar, which pictures draw as a rectangle."""
        blocks = self.text.rstrip(" ")
        if not blocks or blocks.strip(_EIGHTHS):
            return None
        return sum((_EIGHTHS.index(block) + 1) / 8 for block in blocks)


def styled_runs(lines: Sequence[StyledText]) -> Iterator[list[StyledRun]]:
    """Yield the runs of each line, in the colours of a dark terminal."""
    for line in lines:
        found: list[StyledRun] = []
        start = 0
        for text, style in line.runs():
            for piece in _pieces(text):
                found.append(_run(piece, start, style))
                start += found[-1].cells
        yield found


def _run(text: str, start: int, style: str) -> StyledRun:
    words = style.split()
    ink, paper = palette.FAINT if "dim" in words else palette.INK, None
    for before, word in pairwise(["", *words]):  # of several colours, the last one counts
        if before == "on":
            paper = word
        elif word.startswith("#"):
            ink = word
    return StyledRun(
        text=text, start=start, cells=cell_len(text), ink=ink, paper=paper, bold="bold" in words
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
