"""What became of the rows of an import, and the list of some of them."""

from collections.abc import Callable, Iterable

from musicanalyser.flows.importing.row_outcomes import (
    MOST_EXPLAINED,
    FileResult,
    ImportResult,
    RowOutcome,
    TracedRow,
)
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.reports.importing.import_notes import format_title, import_notes
from musicanalyser.timespan import from_ms
from musicanalyser.units import count_text

_COUNTS = (
    Column(name="rows", title="Rows", kind=ColumnKind.COUNT),
    Column(name="new", title="New", kind=ColumnKind.COUNT),
    Column(name="known", title="Known", kind=ColumnKind.COUNT),
    Column(name="merged", title="Merged", kind=ColumnKind.COUNT),
    Column(name="malformed", title="Malformed", kind=ColumnKind.COUNT),
    Column(name="podcasts", title="Podcasts", kind=ColumnKind.COUNT),
    Column(name="private", title="Private", kind=ColumnKind.COUNT),
)
_MAIN_OUTCOMES = (RowOutcome.NEW, RowOutcome.KNOWN, RowOutcome.MERGED, RowOutcome.MALFORMED)
_DEFINITION = (
    "Each row is new, known (an equal row was read before, in this import or an earlier one), "
    "merged (it describes a play that another row describes too) or malformed. Podcasts and "
    "private plays are included."
)
_SHOWN_CHARS = 22
"""Characters of a file name, so that all counts fit on a screen of 80 columns."""
_NOTHING_READ = "No file was a listening history."


def build_import_report(result: ImportResult, *, dry_run: bool) -> Report:
    """Return the counts by file and by year, the files not read and the first malformed rows."""
    read = [
        file for file in result.files if not file.not_read_reason and (file.rows or not file.shows)
    ]
    new = sum(file.total(RowOutcome.NEW) for file in read)
    rows = sum(file.rows for file in read)
    title = "Dry run: nothing written" if dry_run else "Import"
    if read and not new:
        title += ", nothing new" if dry_run else ": nothing new"
    return Report(
        name="import",
        title=title,
        columns=(
            Column(name="file", title="File"),
            *_COUNTS,
            Column(name="path", title="Path", detail=True),
            Column(name="format", title="Format", detail=True),
        ),
        rows=tuple(
            (_name_end(file.name), *_counts(file.total), file.name, format_title(file))
            for file in read
        ),
        definition=_DEFINITION,
        notes=(
            *(f"{file.name}, {file.cut_reason}." for file in read if file.cut_reason),
            *((f"{count_text(rows, 'row')}, {count_text(new, 'new play')}.",) if read else ()),
            *import_notes(result, read),
        ),
        empty=_NOTHING_READ,
        parts=tuple(
            part
            for part in (_by_year(read), _not_read(result), _malformed(result), _long(result))
            if part.rows
        ),
    )


def build_row_list(result: ImportResult) -> Report:
    """Return the list of the rows with one outcome, for ``--explain``."""
    rows = result.explained_rows
    more = f"Only the first {MOST_EXPLAINED:,} rows are listed."
    return Report(
        name="import-rows",
        title=f"Rows of the import: {result.explain}",
        columns=(
            Column(name="file", title="File"),
            Column(name="row", title="Row", kind=ColumnKind.COUNT),
            Column(name="ended_at", title="Ended", kind=ColumnKind.MOMENT),
            Column(name="title", title="Title"),
            Column(name="artist", title="Artist"),
            Column(name="why", title="Why"),
        ),
        rows=tuple(_listed(row, result) for row in rows),
        notes=(more,) if len(rows) == MOST_EXPLAINED else (),
        empty="No such rows.",
    )


def _name_end(name: str) -> str:
    """Return the end of a long name: the names of Spotify's files differ only there."""
    return name if len(name) <= _SHOWN_CHARS else "…" + name[1 - _SHOWN_CHARS :]


def _listed(row: TracedRow, result: ImportResult) -> Row:
    ended_at = None if row.ended_ms is None else from_ms(row.ended_ms, result.clock.zone)
    return row.file, row.row, ended_at, row.title, row.artist, row.why


def _counts(total: Callable[[RowOutcome], int]) -> tuple[int, ...]:
    counts = [total(outcome) for outcome in _MAIN_OUTCOMES]
    return sum(counts), *counts, total(RowOutcome.PODCAST), total(RowOutcome.PRIVATE)


def _by_year(files: Iterable[FileResult]) -> Report:
    files = list(files)
    years = {year for file in files for year, _ in file.counts}

    def row(year: str | None) -> Row:
        return year, *_counts(lambda outcome: sum(file.counts[year, outcome] for file in files))

    return Report(
        name="import-years",
        title="By year, local time",
        columns=(Column(name="year", title="Year"), *_COUNTS),
        rows=tuple(row(year) for year in sorted(years, key=lambda year: (year is None, year))),
    )


def _not_read(result: ImportResult) -> Report:
    """Return the files that were not read; those without a fault have one line for each reason."""
    names: dict[tuple[bool, str, str], list[str]] = {}
    for file in result.files:
        if file.not_read_reason:
            alone = file.name if file.has_failed else ""
            names.setdefault((file.has_failed, file.not_read_reason, alone), []).append(file.name)
    return Report(
        name="import-passed-over",
        title="Files not read",
        columns=(
            Column(name="file", title="File"),
            Column(name="failed", title="Failed", kind=ColumnKind.FLAG),
            Column(name="why", title="Why"),
            Column(name="files", title="Files", kind=ColumnKind.COUNT, detail=True),
        ),
        rows=tuple(
            (_first_and_count(files), has_failed, why, len(files))
            for (has_failed, why, _), files in names.items()
        ),
    )


def _first_and_count(files: list[str]) -> str:
    return files[0] if len(files) == 1 else f"{files[0]} and {len(files) - 1:,} more"


def _long(result: ImportResult) -> Report:
    return Report(
        name="import-long",
        title="Plays longer than a day",
        columns=(
            Column(name="file", title="File"),
            Column(name="row", title="Row", kind=ColumnKind.COUNT),
            Column(name="title", title="Title"),
            Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
        ),
        rows=tuple((row.file, row.row, row.title, row.played_ms) for row in result.long_rows),
    )


def _malformed(result: ImportResult) -> Report:
    malformed = sum(file.total(RowOutcome.MALFORMED) for file in result.files)
    rest = malformed - len(result.bad_rows)
    return Report(
        name="import-malformed",
        title="Malformed rows",
        columns=(
            Column(name="file", title="File"),
            Column(name="row", title="Row", kind=ColumnKind.COUNT),
            Column(name="why", title="Why"),
        ),
        rows=tuple((row.file, row.row, row.why) for row in result.bad_rows),
        notes=(f"And {rest:,} more: --explain malformed lists them.",) if rest > 0 else (),
    )
