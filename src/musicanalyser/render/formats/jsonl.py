"""One JSON object a row, one row a line; the parts of a report are left out."""

from typing import TextIO

from musicanalyser.render.formats.json import dumped
from musicanalyser.render.plain_values import records
from musicanalyser.render.style import Look
from musicanalyser.report import Report


def write(report: Report, stream: TextIO, *, look: Look) -> None:  # noqa: ARG001 - the same on every screen
    """Write the rows with every column, those for programs included."""
    stream.writelines(dumped(record, indent=False) for record in records(report))
