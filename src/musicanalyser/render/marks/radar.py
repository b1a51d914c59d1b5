"""Draws shares around a centre in braille dots: the outline, what it encloses, and two rings."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import cos, hypot, pi, sin

from musicanalyser.render.ink.styled_text import StyledText

WIDTH, HEIGHT = 54, 21
"""The size of a radar in cells, with its labels."""
DOTS = ((0x01, 0x08), (0x02, 0x10), (0x04, 0x20), (0x40, 0x80))
"""The bit of each dot of a cell, by row and column: https://www.unicode.org/charts/PDF/U2800.pdf"""
BLANK = 0x2800
_ACROSS, _DOWN = 2, 4
"""The dots of a cell."""
_RADIUS = 36.0
"""The dots from the centre to the outer ring."""
_LABEL = 41.0
_GRID, _FILLING, _OUTLINE = range(3)
"""The layers: a cell has one colour, so the strongest clears the others."""
_INKS = ("track", "ramp-2", "ramp-4")

_Dot = tuple[int, int]


def draw_radar(labels: Sequence[str], shares: Sequence[float]) -> list[StyledText]:
    """Return a radar with an axis for each label, clockwise from the top."""
    corners = [_at(place / len(shares), share * _RADIUS) for place, share in enumerate(shares)]
    layers: dict[_Dot, tuple[int, int]] = {}
    _add(layers, _GRID, _grid(len(shares)))
    _add(layers, _FILLING, _filling(corners))
    _add(layers, _OUTLINE, _polygon(corners))
    return _with_labels(layers, labels)


def _at(turn: float, radius: float) -> tuple[float, float]:
    """Return a place in dots; a dot is as high as it is wide."""
    angle = 2 * pi * turn - pi / 2
    x = WIDTH * _ACROSS / 2 + radius * cos(angle)
    return x, HEIGHT * _DOWN / 2 + radius * sin(angle)


def _add(
    layers: dict[_Dot, tuple[int, int]], layer: int, dots: Iterator[tuple[float, float]]
) -> None:
    """Add dots to the cells of a layer; a stronger layer clears what a weaker one drew."""
    for x, y in dots:
        cell = (int(x) // _ACROSS, int(y) // _DOWN)
        bit = DOTS[int(y) % _DOWN][int(x) % _ACROSS]
        there, bits = layers.get(cell, (layer, 0))
        layers[cell] = (layer, bits | bit if there == layer else bit)


def _line(
    start: tuple[float, float], end: tuple[float, float], step: float = 0.5
) -> Iterator[tuple[float, float]]:
    count = max(1, int(hypot(end[0] - start[0], end[1] - start[1]) / step))
    for part in range(count + 1):
        share = part / count
        yield start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _polygon(
    corners: Sequence[tuple[float, float]], step: float = 0.5
) -> Iterator[tuple[float, float]]:
    for start, end in pairwise([*corners, corners[0]]):
        yield from _line(start, end, step)


def _grid(count: int) -> Iterator[tuple[float, float]]:
    for radius in (_RADIUS / 2, _RADIUS):
        yield from _polygon([_at(place / count, radius) for place in range(count)], 3.0)
    for place in range(count):
        yield from _line(_at(0, 0), _at(place / count, _RADIUS), 6.0)


def _filling(corners: Sequence[tuple[float, float]]) -> Iterator[tuple[float, float]]:
    """Yield every second dot within the outline: a line across crosses it at two places each."""
    for y in range(HEIGHT * _DOWN):
        crossings = sorted(
            start[0] + (y - start[1]) / (end[1] - start[1]) * (end[0] - start[0])
            for start, end in pairwise([*corners, corners[0]])
            if (start[1] <= y) != (end[1] <= y)
        )
        for left, right in zip(crossings[::2], crossings[1::2], strict=True):
            yield from ((x, y) for x in range(int(left), int(right) + 1) if (x + y) % 2)


def _with_labels(layers: dict[_Dot, tuple[int, int]], labels: Sequence[str]) -> list[StyledText]:
    names = dict(_label_cells(labels))
    lines = []
    for row in range(HEIGHT):
        line = StyledText()
        for column in range(WIDTH):
            if (column, row) in names:
                line.append(names[column, row])
            elif (column, row) in layers:
                layer, bits = layers[column, row]
                line.append(chr(BLANK + bits), _INKS[layer])
            else:
                line.append(" ")
        lines.append(line)
    return lines


def _label_cells(labels: Sequence[str]) -> Iterator[tuple[_Dot, str]]:
    """Yield the letters of the labels by cell; a label stands outside of its axis."""
    for place, label in enumerate(labels):
        x, y = _at(place / len(labels), _LABEL)
        middle = WIDTH * _ACROSS / 2
        column = int(x / _ACROSS)
        if abs(x - middle) < 1:
            column -= len(label) // 2
        elif x < middle:
            column -= len(label)
        column = max(0, min(column, WIDTH - len(label)))
        row = max(0, min(round(y / _DOWN), HEIGHT - 1))
        yield from (((column + index, row), letter) for index, letter in enumerate(label))
