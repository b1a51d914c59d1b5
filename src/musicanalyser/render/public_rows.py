"""What may be shown to others: a report without the rows that are marked as private."""

from dataclasses import replace

from musicanalyser.report import Report

_PRIVATE = "private"
_NOTE = "Private plays are left out of pictures and pages."


def without_private_rows(report: Report) -> Report:
    """Return a report and its parts without their private rows; a note says so if there are any."""
    parts = tuple(map(without_private_rows, report.parts))
    names = [column.name for column in report.columns]
    if _PRIVATE not in names:
        return replace(report, parts=parts)
    place = names.index(_PRIVATE)
    rows = tuple(row for row in report.rows if row[place] is not True)
    notes = report.notes if len(rows) == len(report.rows) else (*report.notes, _NOTE)
    return replace(report, rows=rows, notes=notes, parts=parts)
