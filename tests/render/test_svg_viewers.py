"""A picture is the same in two viewers: librsvg and Chromium."""

import shutil
import struct
import subprocess
import zlib
from pathlib import Path

import pytest

from tests.render.dashboard import dashboard
from tests.render.output import output_of

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
RSVG = shutil.which("rsvg-convert")
pytestmark = pytest.mark.skipif(not (CHROMIUM and RSVG), reason="needs chromium and rsvg-convert")
BLOCK = 8
"""Pixels of a side: letters are drawn a little differently, but not lines of them."""
MOST_APART = 24
"""How far the mean light of a block may differ, of 255; letters reach this at their edges."""


def test_a_picture_is_alike_in_librsvg_and_chromium(tmp_path: Path) -> None:
    svg = tmp_path / "picture.svg"
    svg.write_text(output_of(dashboard(), "svg", width=120), encoding="utf-8")
    one, other = by_rsvg(svg), by_chromium(svg)
    assert (one[0], one[1]) == (other[0], other[1])
    differing = [
        abs(left - right) for left, right in zip(blocks(*one), blocks(*other), strict=True)
    ]
    assert sum(each > MOST_APART for each in differing) <= 0.02 * len(differing)
    assert sum(differing) / len(differing) < 3


Picture = tuple[int, int, list[bytes]]
"""The width, the height and the grey lines of a picture."""


def by_rsvg(svg: Path) -> Picture:
    png = svg.with_name("rsvg.png")
    subprocess.run([str(RSVG), str(svg), "-o", str(png)], check=True)  # noqa: S603 - a viewer of this machine
    return decode(png.read_bytes())


def by_chromium(svg: Path) -> Picture:
    png = svg.with_name("chromium.png")
    width, height, _ = by_rsvg(svg)
    subprocess.run(  # noqa: S603 - a viewer of this machine
        [
            str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars",
            "--disable-background-networking", f"--user-data-dir={svg.parent / 'profile'}",
            f"--screenshot={png}", f"--window-size={width},{height}", svg.as_uri(),
        ],
        check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    return decode(png.read_bytes())


def decode(png: bytes) -> Picture:
    """Read a PNG of 8 bits a channel: https://www.w3.org/TR/png-3/."""
    width, height, _, kind = struct.unpack(">IIBB", png[16:26])
    channels = {2: 3, 6: 4}[kind]
    place, packed = 8, b""
    while place < len(png):
        (length,) = struct.unpack(">I", png[place : place + 4])
        if png[place + 4 : place + 8] == b"IDAT":
            packed += png[place + 8 : place + 8 + length]
        place += length + 12
    raw, stride = zlib.decompress(packed), width * channels
    above, lines = bytes(stride), []
    for row in range(height):
        start = row * (stride + 1)
        above = unfiltered(raw[start], raw[start + 1 : start + 1 + stride], above, channels)
        lines.append(bytes(sum(above[x : x + 3]) // 3 for x in range(0, stride, channels)))
    return width, height, lines


def unfiltered(kind: int, line: bytes, above: bytes, channels: int) -> bytes:
    found = bytearray(line)
    for place in range(len(found)):
        left = found[place - channels] if place >= channels else 0
        up = above[place]
        corner = above[place - channels] if place >= channels else 0
        found[place] = (found[place] + predicted(kind, left, up, corner)) % 256
    return bytes(found)


def predicted(kind: int, left: int, up: int, corner: int) -> int:
    if kind == 4:
        near = left + up - corner
        return min((left, up, corner), key=lambda value: abs(near - value))
    return (0, left, up, (left + up) // 2)[kind]


def blocks(width: int, height: int, lines: list[bytes]) -> list[float]:
    """Return the mean light of each block."""
    return [
        sum(sum(line[x : x + BLOCK]) for line in lines[y : y + BLOCK]) / BLOCK**2
        for y in range(0, height - BLOCK, BLOCK)
        for x in range(0, width - BLOCK, BLOCK)
    ]
