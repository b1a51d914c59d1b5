"""The output of a format as a string."""

from io import StringIO

from musicanalyser.render import FORMATS, PICTURES, OutputStyle
from musicanalyser.render.style import ColourDepth, Paper
from musicanalyser.report import Report

DARK = OutputStyle(width=80, depth=ColourDepth.FULL, paper=Paper.DARK)


def output_of(
    report: Report, name: str, *, width: int = 80, style: OutputStyle | None = None
) -> str:
    """Return what a format writes for a report, without colour unless a style is given."""
    stream = StringIO(newline="")
    {**FORMATS, **PICTURES}[name].write(report, stream, style=style or OutputStyle(width=width))
    return stream.getvalue()
