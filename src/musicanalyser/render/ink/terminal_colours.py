"""Lines in the colours of a terminal.

The codes are those of ECMA-48 and of xterm (https://invisible-island.net/xterm/ctlseqs/).
"""

from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from musicanalyser.render.ink.palette import Ink, Palette, palette_for
from musicanalyser.render.style import ColourDepth, OutputStyle, Paper

if TYPE_CHECKING:
    from musicanalyser.render.ink.styled_text import StyledText

_VOICES = {"bold": "1", "italic": "3"}
_GREEN = "32"
"""The only colour of few: themes decide what they are, and text must be readable in any."""


def coloured_lines(lines: Iterable["StyledText"], style: OutputStyle) -> Iterator[str]:
    """Yield lines with escape codes, in as many colours as the style has."""
    for line in lines:
        yield "".join(escape(text, words, style) for text, words in line.runs())


def escape(text: str, words: str, style: OutputStyle) -> str:
    """Return a text between the escape codes of its style, if there are any."""
    codes = _codes(words, style.depth, style.paper)
    return f"\x1b[{codes}m{text}\x1b[0m" if codes else text


@cache
def _codes(words: str, depth: ColourDepth, paper: Paper) -> str:
    return ";".join(_each_code(words, depth, palette_for(paper)))


def _each_code(words: str, depth: ColourDepth, palette: Palette) -> Iterator[str]:
    for before, word in pairwise(["", *words.split()]):
        if word in _VOICES:
            yield _VOICES[word]
        elif depth is ColourDepth.FEW:
            if before != "on" and word.startswith(("ramp-", "scale-")):
                yield _GREEN
        elif ink := palette.find(word):
            yield _colour(ink, depth, "48" if before == "on" else "38")


def _colour(ink: Ink, depth: ColourDepth, ground: str) -> str:
    if depth is ColourDepth.MANY:
        return f"{ground};5;{ink.code}"
    red, green, blue = bytes.fromhex(ink.rgb[1:])
    return f"{ground};2;{red};{green};{blue}"
