"""The output of a format as a string."""

from io import StringIO

from musicanalyser.render import FORMATS, PICTURES, OutputStyle
from musicanalyser.report import Report


def output_of(report: Report, name: str, *, width: int = 80, colour: bool = False) -> str:
    """Return what a format writes for a report."""
    stream = StringIO(newline="")
    {**FORMATS, **PICTURES}[name].write(
        report, stream, style=OutputStyle(width=width, colour=colour)
    )
    return stream.getvalue()
