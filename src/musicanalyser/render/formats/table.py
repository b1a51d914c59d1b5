"""For a terminal, or for a pipe that a person reads: without colour there are no escape codes."""

from typing import TextIO

from musicanalyser.render.style import Look
from musicanalyser.report import Report


def write(report: Report, stream: TextIO, *, look: Look) -> None:
    """Write the page; no line is wider than the look."""
    from musicanalyser.render.paint.console import screen  # noqa: PLC0415 - loads rich
    from musicanalyser.render.paint.page import lines  # noqa: PLC0415 - loads rich

    console = screen(stream, look)
    for line in lines(report, look):
        console.print(line, soft_wrap=True)
