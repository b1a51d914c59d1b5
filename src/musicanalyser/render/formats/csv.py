"""RFC 4180 for programs: exact values under the names of the columns; parts are left out.

Unknown is an empty field, a flag ``true`` or ``false``, times are ISO 8601. Text is written as it
is: a title that begins with ``=`` stays so, and a spreadsheet that is told to may read it as a
formula, because a changed value would be a wrong one to every other program.
"""

import csv
from typing import TextIO

from musicanalyser.render.plain_values import exact, sound
from musicanalyser.render.style import Look
from musicanalyser.report import Report, Value


def write(report: Report, stream: TextIO, *, look: Look) -> None:  # noqa: ARG001 - the same on every screen
    """Write a head and every row; lines end in CR LF, as the standard has it."""
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(sound(column.name) for column in report.columns)
    writer.writerows([_field(value) for value in row] for row in report.rows)


def _field(value: Value) -> str | int | float | None:
    if isinstance(value, bool):
        return "true" if value else "false"
    return exact(value)
