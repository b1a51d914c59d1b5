"""What a recovery saved, as a report."""

from musicanalyser.flows.recovery import Recovery
from musicanalyser.report import Column, ColumnKind, Report

_LOSSES = (
    "Import your exports again: rows that are lost come back from them.",
    "A row that was damaged without becoming impossible cannot be recognised.",
)


def recovery_report(recovery: Recovery) -> Report:
    """Return the rows saved and lost of each table; a loss that cannot be counted is unknown."""
    rows = [(table.name, table.rows, table.lost) for table in recovery.tables]
    return Report(
        name="recovery",
        title="Recovered",
        columns=(
            Column(name="table", title="Table"),
            Column(name="saved", title="Rows saved", kind=ColumnKind.COUNT),
            Column(name="lost", title="Lost", kind=ColumnKind.COUNT),
        ),
        rows=tuple(rows),
        notes=(
            f"Derived {recovery.plays:,} plays.",
            *(() if recovery.is_whole else _LOSSES),
        ),
    )
