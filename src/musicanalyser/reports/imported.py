"""What an import did, as reports."""

from collections.abc import Callable, Iterable

from musicanalyser.flows.importing.row_outcomes import (
    MOST_EXPLAINED,
    FileTally,
    Outcome,
    RowOutcomes,
    TracedRow,
)
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.timespan import from_ms

_COUNTS = (
    Column(name="rows", title="Rows", kind=ColumnKind.COUNT),
    Column(name="new", title="New", kind=ColumnKind.COUNT),
    Column(name="known", title="Known", kind=ColumnKind.COUNT),
    Column(name="merged", title="Merged", kind=ColumnKind.COUNT),
    Column(name="malformed", title="Malformed", kind=ColumnKind.COUNT),
    Column(name="podcasts", title="Podcasts", kind=ColumnKind.COUNT),
    Column(name="private", title="Private", kind=ColumnKind.COUNT),
)
_FATES = (Outcome.NEW, Outcome.KNOWN, Outcome.MERGED, Outcome.MALFORMED)
_DEFINITION = (
    "Every row is new, known (imported before), merged (it tells of a play that another row tells "
    "of too) or malformed. Podcasts and private plays are among them."
)
_SHOWN_CHARS = 22
_NOTHING_READ = "No file was a listening history."


def summary(tally: RowOutcomes, *, dry_run: bool) -> Report:
    """Return the counts by file and by year, the files passed over and the first bad rows."""
    read = [file for file in tally.files if not file.trouble]
    new = sum(file.total(Outcome.NEW) for file in read)
    rows = sum(file.rows for file in read)
    title = "Import, dry run: nothing was written" if dry_run else "Import"
    if read and not new:
        title += ": nothing new"
    return Report(
        name="import",
        title=title,
        columns=(
            Column(name="file", title="File"),
            *_COUNTS,
            Column(name="path", title="Path", detail=True),
        ),
        rows=tuple((_tail(file.name), *_counts(file.total), file.name) for file in read),
        definition=_DEFINITION,
        notes=(
            *(f"{file.name}, {file.cut}." for file in read if file.cut),
            *((f"{rows:,} rows, of which {new:,} are new plays.",) if read else ()),
        ),
        empty=_NOTHING_READ,
        parts=tuple(part for part in (_by_year(read), _troubles(tally), _bad(tally)) if part.rows),
    )


def explanation(tally: RowOutcomes) -> Report:
    """Return the rows that ``--explain`` asked for."""
    rows = tally.explained
    more = f"Only the first {MOST_EXPLAINED:,} rows are listed."
    return Report(
        name="import-rows",
        title=f"Rows of the import: {tally.explain}",
        columns=(
            Column(name="file", title="File"),
            Column(name="row", title="Row", kind=ColumnKind.COUNT),
            Column(name="ended_at", title="Ended", kind=ColumnKind.MOMENT),
            Column(name="title", title="Title"),
            Column(name="artist", title="Artist"),
            Column(name="why", title="Why"),
        ),
        rows=tuple(_traced(row, tally) for row in rows),
        notes=(more,) if len(rows) == MOST_EXPLAINED else (),
        empty="There are none.",
    )


def _tail(name: str) -> str:
    """Return the end of a long name: Spotify's files differ only there."""
    return name if len(name) <= _SHOWN_CHARS else "…" + name[1 - _SHOWN_CHARS :]


def _traced(row: TracedRow, tally: RowOutcomes) -> Row:
    ended_at = None if row.ended_ms is None else from_ms(row.ended_ms, tally.clock.zone)
    return row.file, row.row, ended_at, row.title, row.artist, row.why


def _counts(total: Callable[[Outcome], int]) -> tuple[int, ...]:
    fates = [total(fate) for fate in _FATES]
    return sum(fates), *fates, total(Outcome.PODCAST), total(Outcome.PRIVATE)


def _by_year(files: Iterable[FileTally]) -> Report:
    files = list(files)
    years = {year for file in files for year, _ in file.counts}

    def row(year: str | None) -> Row:
        return year, *_counts(lambda outcome: sum(file.counts[year, outcome] for file in files))

    return Report(
        name="import-years",
        title="By year of the end, local time",
        columns=(Column(name="year", title="Year"), *_COUNTS),
        rows=tuple(row(year) for year in sorted(years, key=lambda year: (year is None, year))),
    )


def _troubles(tally: RowOutcomes) -> Report:
    return Report(
        name="import-passed-over",
        title="Files not read",
        columns=(
            Column(name="file", title="File"),
            Column(name="failed", title="Failed", kind=ColumnKind.FLAG),
            Column(name="why", title="Why"),
        ),
        rows=tuple((file.name, file.failed, file.trouble) for file in tally.files if file.trouble),
    )


def _bad(tally: RowOutcomes) -> Report:
    malformed = sum(file.total(Outcome.MALFORMED) for file in tally.files)
    rest = malformed - len(tally.bad_rows)
    return Report(
        name="import-malformed",
        title="Malformed rows",
        columns=(
            Column(name="file", title="File"),
            Column(name="row", title="Row", kind=ColumnKind.COUNT),
            Column(name="why", title="Why"),
        ),
        rows=tuple((row.file, row.row, row.why) for row in tally.bad_rows),
        notes=(f"And {rest:,} more: --explain malformed lists them.",) if rest > 0 else (),
    )
