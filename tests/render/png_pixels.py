"""Reads the pixels of a PNG: https://www.w3.org/TR/png-3/, 8 bits of red, green, blue and alpha."""

import struct
import zlib
from dataclasses import dataclass

_SIGNATURE = 8
_BYTES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Pixels:
    """Rows of pixels of four bytes each."""

    width: int
    rows: list[list[bytes]]


def read_png(data: bytes) -> Pixels:
    """Return the pixels of a picture without interlacing."""
    place, packed, width = _SIGNATURE, b"", 0
    while place < len(data):
        length, kind = struct.unpack(">I4s", data[place : place + 8])
        content = data[place + 8 : place + 8 + length]
        if kind == b"IHDR":
            width, _, *form = struct.unpack(">IIBBBBB", content)
            assert form == [8, 6, 0, 0, 0]
        elif kind == b"IDAT":
            packed += content
        place += length + 12
    lines, step = zlib.decompress(packed), width * _BYTES + 1
    above, rows = bytearray(width * _BYTES), list[list[bytes]]()
    for start in range(0, len(lines), step):
        above = _unfiltered(lines[start], lines[start + 1 : start + step], above)
        line = bytes(above)
        rows.append([line[at : at + _BYTES] for at in range(0, len(line), _BYTES)])
    return Pixels(width=width, rows=rows)


def _unfiltered(kind: int, line: bytes, above: bytearray) -> bytearray:
    found = bytearray(len(line))
    for at, value in enumerate(line):
        left = found[at - _BYTES] if at >= _BYTES else 0
        corner = above[at - _BYTES] if at >= _BYTES else 0
        guess = (0, left, above[at], (left + above[at]) // 2, _paeth(left, above[at], corner))[kind]
        found[at] = (value + guess) % 256
    return found


def _paeth(left: int, above: int, corner: int) -> int:
    guess = left + above - corner
    return min((left, above, corner), key=lambda each: abs(guess - each))
