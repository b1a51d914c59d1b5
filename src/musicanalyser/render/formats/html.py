"""A web page that loads nothing from anywhere."""

from typing import TextIO

from musicanalyser.render.style import OutputStyle
from musicanalyser.report import Report


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:  # noqa: ARG001 - readers choose dark or light
    """Write the page, dark or light as the reader prefers."""
    from musicanalyser.render.web.html_page import write_page

    stream.write(write_page(report))
