"""CSV (RFC 4180): exact values under the names of the columns; parts are left out.

An unknown value is an empty field, a flag ``true`` or ``false``, times are in ISO 8601. Text that
begins with ``=`` is not escaped: a spreadsheet may read it as a formula, but to every other program
an escaped value would be a wrong one.
"""

import csv
from typing import TextIO

from musicanalyser.render.plain_values import encodable, plain_value
from musicanalyser.render.style import OutputStyle
from musicanalyser.report import Report, Value


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:  # noqa: ARG001 - the same for every style
    """Write a heading and every row; lines end in CR LF, as RFC 4180 requires."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(encodable(column.name) for column in report.columns)
    writer.writerows([_field(value) for value in row] for row in report.rows)


def _field(value: Value) -> str | int | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return plain_value(value)
