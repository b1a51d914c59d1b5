"""Text for people, on a terminal or in a pipe; without colour it has no escape codes."""

import os
from typing import TextIO

from musicanalyser.render.style import OutputStyle
from musicanalyser.report import Report


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:
    """Write the page; no line is wider than the style."""
    from musicanalyser.render.paint.page import draw_page

    lines = draw_page(report, style)
    if style.colour:
        from musicanalyser.render.paint.terminal_colours import coloured_lines

        texts = coloured_lines(lines, os.environ)
    else:
        texts = (line.plain for line in lines)
    stream.writelines(f"{text}\n" for text in texts)
