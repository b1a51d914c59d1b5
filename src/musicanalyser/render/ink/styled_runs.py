"""Splits the lines of a page into runs of one style, each with its position, for pictures."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len

from musicanalyser.render.ink.cell_shapes import shapes_of
from musicanalyser.render.ink.palette import Palette
from musicanalyser.render.ink.styled_text import StyledText

_COLUMNS = re.compile("( {2,})")


@dataclass(frozen=True, slots=True, kw_only=True)
class StyledRun:
    """Text of one style: it begins at cell ``start`` of its line and is ``cells`` wide.

    A character two cells wide is a run of its own, because in few fonts it is exactly twice as wide
    as others. So is the space between columns, so that text from right to left cannot move the
    column beside it, and what is drawn instead of written.
    """

    text: str
    start: int
    cells: int
    ink: str
    ground: str | None
    bold: bool
    italic: bool
    is_drawn: bool
    """Whether all characters have shapes."""


def styled_runs(lines: Sequence[StyledText], palette: Palette) -> Iterator[list[StyledRun]]:
    """Yield the runs of each line in the colours of a palette."""
    for line in lines:
        found: list[StyledRun] = []
        start = 0
        for text, words in line.runs():
            for piece in _pieces(text):
                found.append(_run(piece, start, words.split(), palette))
                start += found[-1].cells
        yield found


def _run(text: str, start: int, words: Sequence[str], palette: Palette) -> StyledRun:
    ink, ground = palette.ink, None
    for before, word in pairwise(["", *words]):  # of several colours, the last one counts
        if colour := palette.find(word):
            if before == "on":
                ground = colour.rgb
            else:
                ink = colour.rgb
    return StyledRun(
        text=text,
        start=start,
        cells=cell_len(text),
        ink=ink,
        ground=ground,
        bold="bold" in words,
        italic="italic" in words,
        is_drawn=shapes_of(text[0]) is not None,
    )


def _pieces(text: str) -> Iterator[str]:
    for part in _COLUMNS.split(text):
        piece, kind = "", (False, False)
        for character in part:
            cells = cell_len(character)
            is_drawn = shapes_of(character) is not None
            if piece and cells and (kind[0] or (cells > 1, is_drawn) != kind):
                yield piece
                piece = ""
            piece += character
            kind = (cells > 1, is_drawn) if cells else kind
        if piece:
            yield piece
