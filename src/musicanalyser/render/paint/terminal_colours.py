"""Lines in the colours of a terminal: Rich's styles know the codes, its console is slow to load."""

import os
from collections.abc import Iterable, Iterator, Mapping

from rich.color import ColorSystem
from rich.style import Style

from musicanalyser.render.paint.styled_text import StyledText

_TRUE_COLOUR = frozenset({"truecolor", "24bit"})
_FEW_COLOURS = ColorSystem.STANDARD
_BY_TERM: Mapping[str, ColorSystem | None] = {
    "dumb": None,
    "unknown": None,
    "kitty": ColorSystem.EIGHT_BIT,
    "256color": ColorSystem.EIGHT_BIT,
}
"""What a terminal shows, by the end of its name: the same as Rich's console believes."""


def coloured_lines(lines: Iterable[StyledText], environ: Mapping[str, str]) -> Iterator[str]:
    """Yield lines with escape codes, in as many colours as the terminal has."""
    system = _colour_system(environ)
    for line in lines:
        runs = ((Style.parse(style), text) for text, style in line.runs())
        yield "".join(style.render(text, color_system=system) for style, text in runs)


def _colour_system(environ: Mapping[str, str]) -> ColorSystem | None:
    if os.name == "nt":  # all terminals of Windows since 2017
        return ColorSystem.TRUECOLOR
    term = environ.get("TERM", "").strip().lower()
    system = _BY_TERM.get(term.rpartition("-")[2], _FEW_COLOURS)
    has_all = environ.get("COLORTERM", "").strip().lower() in _TRUE_COLOUR
    return ColorSystem.TRUECOLOR if system and has_all else system
