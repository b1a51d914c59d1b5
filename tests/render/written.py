"""Writes a report into a string, as a file or a pipe would hold it."""

from io import StringIO

from musicanalyser.render import FORMATS, PICTURES, OutputStyle
from musicanalyser.report import Report


def written(report: Report, name: str, *, width: int = 80, colour: bool = False) -> str:
    """Return what a format writes."""
    stream = StringIO(newline="")
    (FORMATS | PICTURES)[name].write(report, stream, style=OutputStyle(width=width, colour=colour))
    return stream.getvalue()
