"""The SVG picture as pixels: https://github.com/baseplate-admin/resvg-py draws it, an extra."""

from importlib.util import find_spec
from io import StringIO
from typing import TextIO

from musicanalyser.errors import Error
from musicanalyser.render.formats import svg
from musicanalyser.render.style import OutputStyle
from musicanalyser.report import Report

_LIBRARY = "resvg_py"
_SHARP = 2
"""Pixels of a screen's picture for each of its units, in both directions."""


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:
    """Write the bytes of the picture to the binary stream below ``stream``.

    Raises:
        Error: If the library that draws it is not installed.
    """
    require_library()
    import resvg_py

    picture = StringIO()
    svg.write(report, picture, style=style)
    zoom = None if style.card else _SHARP
    stream.buffer.write(resvg_py.svg_to_bytes(svg_string=picture.getvalue(), zoom=zoom))


def require_library() -> None:
    """Return if PNG can be written.

    Raises:
        Error: If it cannot.
    """
    if find_spec(_LIBRARY) is None:
        raise Error(
            "PNG needs a library that is not installed.",
            hint="Run: pip install 'musicanalyser[png]'. Or use a file name that ends in .svg.",
        )
