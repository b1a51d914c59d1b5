"""JSON Lines: one object for each row; the parts of a report are left out."""

from typing import TextIO

from musicanalyser.render.formats.json import encode_json
from musicanalyser.render.plain_values import records
from musicanalyser.render.style import OutputStyle
from musicanalyser.report import Report


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:  # noqa: ARG001 - the same for every style
    """Write the rows with all columns, also those for programs only."""
    stream.writelines(encode_json(record, indent=False) for record in records(report))
