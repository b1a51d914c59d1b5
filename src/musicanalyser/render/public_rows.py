"""What may be shown to others: a report without the rows that are marked as private."""

from dataclasses import replace

from musicanalyser.report import PRIVATE_EXCLUDED, Report, Row

_PRIVATE = "private"
_NOTE = "Private plays are left out of pictures and pages."


def without_private_rows(report: Report) -> Report:
    """Return a report and its parts without their private rows; a note says so if there are any."""
    names = [column.name for column in report.columns]
    place = names.index(_PRIVATE) if _PRIVATE in names else None
    parts = tuple(map(without_private_rows, report.parts))
    rows = tuple(row for row in report.rows if not _is_private(row, place))
    notes = report.notes if len(rows) == len(report.rows) else (*report.notes, _NOTE)
    return replace(report, rows=rows, notes=notes, parts=parts)


def _is_private(row: Row, place: int | None) -> bool:
    is_marked = place is not None and row[place] is True
    return is_marked or row[:1] == (PRIVATE_EXCLUDED,)
