"""The shapes of the characters that are drawn and not written: bars, lines, squares and dots.

Fonts give them other widths or lack them, so pictures draw rectangles.
"""

from collections.abc import Mapping
from typing import NamedTuple

_EIGHTHS = "▁▂▃▄▅▆▇█"
_HALF = 0.5
_THIN, _THICK = 0.04, 0.1
"""Half the height of a rule and of a bar, as a part of a line."""
_SIDE = 0.08
"""Half the width of an upright rule, as a part of a cell."""
_BRAILLE = range(0x2800, 0x2900)
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""The column and row of each dot, by its bit: https://www.unicode.org/charts/PDF/U2800.pdf"""


class Shape(NamedTuple):
    """A rectangle within a cell, whose width and height are each 1."""

    left: float
    top: float
    width: float
    height: float


def _rule(left: float, width: float, half: float) -> Shape:
    return Shape(left, _HALF - half, width, 2 * half)


def _upright(top: float, height: float) -> Shape:
    return Shape(_HALF - _SIDE, top, 2 * _SIDE, height)


_LEFT, _RIGHT = _rule(0, _HALF, _THIN), _rule(_HALF, _HALF, _THIN)
_UP, _DOWN = _upright(0, _HALF), _upright(_HALF, _HALF)
_SHAPES: Mapping[str, tuple[Shape, ...]] = {
    **{one: (Shape(0, 1 - n / 8, 1, n / 8),) for n, one in enumerate(_EIGHTHS, 1)},
    "▀": (Shape(0, 0, 1, _HALF),),
    "■": (Shape(0.06, 0.29, 0.88, 0.42),),
    "━": (_rule(0, 1, _THICK),),
    "╸": (_rule(0, _HALF, _THICK),),
    "─": (_rule(0, 1, _THIN),),
    "│": (_upright(0, 1),),
    "╭": (_RIGHT, _DOWN),
    "╮": (_LEFT, _DOWN),
    "╰": (_RIGHT, _UP),
    "╯": (_LEFT, _UP),
    "├": (_upright(0, 1), _RIGHT),
    "┤": (_upright(0, 1), _LEFT),
}


def shapes_of(character: str) -> tuple[Shape, ...] | None:
    """Return the rectangles of a character; ``None`` if it is written like a letter."""
    if ord(character) in _BRAILLE:
        bits = ord(character) - _BRAILLE.start
        dots = (place for bit, place in enumerate(_DOTS) if bits >> bit & 1)
        return tuple(Shape(0.14 + 0.5 * x, 0.07 + 0.25 * y, 0.24, 0.11) for x, y in dots)
    return _SHAPES.get(character)
