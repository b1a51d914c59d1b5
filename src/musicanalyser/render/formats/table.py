"""Text for people, on a terminal or in a pipe; without colour it has no escape codes."""

from typing import TextIO

from musicanalyser.render.style import OutputStyle
from musicanalyser.report import Report


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:
    """Write the page; no line is wider than the style."""
    from musicanalyser.render.paint.console import make_console
    from musicanalyser.render.paint.page import draw_page

    console = make_console(stream, style)
    for line in draw_page(report, style):
        console.print(line, soft_wrap=True)
