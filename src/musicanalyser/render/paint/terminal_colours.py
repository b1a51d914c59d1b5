"""Lines in the colours of a terminal.

The codes are those of ECMA-48 and of xterm (https://invisible-island.net/xterm/ctlseqs/).
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from musicanalyser.render.paint.palette import Ink, palette_for
from musicanalyser.render.paint.styled_text import StyledText
from musicanalyser.render.style import ColourDepth, OutputStyle

_VOICES = {"bold": "1", "italic": "3"}
_GREEN = "32"
"""The only colour of few: themes decide what they are, and text must be readable in any."""


def coloured_lines(lines: Iterable[StyledText], style: OutputStyle) -> Iterator[str]:
    """Yield lines with escape codes, in as many colours as the style has."""
    known: dict[str, str] = {}
    for line in lines:
        texts = []
        for text, words in line.runs():
            if words not in known:
                known[words] = ";".join(_codes(words, style))
            codes = known[words]
            texts.append(f"\x1b[{codes}m{text}\x1b[0m" if codes else text)
        yield "".join(texts)


def _codes(words: str, style: OutputStyle) -> Iterator[str]:
    palette = palette_for(style.paper)
    for before, word in pairwise(["", *words.split()]):
        if word in _VOICES:
            yield _VOICES[word]
        elif style.depth is ColourDepth.FEW:
            if before != "on" and word.startswith(("ramp-", "scale-")):
                yield _GREEN
        elif ink := palette.find(word):
            yield _colour(ink, style.depth, "48" if before == "on" else "38")


def _colour(ink: Ink, depth: ColourDepth, ground: str) -> str:
    if depth is ColourDepth.MANY:
        return f"{ground};5;{ink.code}"
    red, green, blue = bytes.fromhex(ink.rgb[1:])
    return f"{ground};2;{red};{green};{blue}"
