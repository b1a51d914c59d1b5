"""Text for people, on a terminal or in a pipe; without colour it has no escape codes."""

from typing import TextIO

from musicanalyser.render.style import OutputStyle
from musicanalyser.report import Report


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:
    """Write the page; no line is wider than the style."""
    from musicanalyser.render.paint.page import draw_page

    lines = draw_page(report, style)
    if not style.colour:
        stream.writelines(f"{line.plain}\n" for line in lines)
        return
    from musicanalyser.render.paint.console import print_lines

    print_lines(lines, stream, style)
