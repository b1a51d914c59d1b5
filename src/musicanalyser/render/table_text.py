"""The text of a table: the rows and columns of a report in words, and its footnotes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from math import isfinite

from musicanalyser.render.wording import format_change, format_dates, format_day, format_value
from musicanalyser.report import Column, ColumnKind, Coverage, Layout, Report, Value

_RIGHT = frozenset(
    {
        ColumnKind.COUNT,
        ColumnKind.NUMBER,
        ColumnKind.SCORE,
        ColumnKind.DURATION,
        ColumnKind.LENGTH,
        ColumnKind.RAW,
        ColumnKind.SHARE,
        ColumnKind.RANK_CHANGE,
        ColumnKind.SHARE_CHANGE,
    }
)
_WELL_KNOWN = 0.95
"""From this share on, the one line of notes does not mention the coverage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextTable:
    """Rows of text under a heading; ``right`` says which columns are aligned to the right."""

    head: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The values of a matrix by the labels of row and column, in order of appearance."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: dict[tuple[str, str], Value]
    kind: ColumnKind


def visible_columns(report: Report) -> tuple[tuple[int, Column], ...]:
    """Return the columns that people see, with their index in a row."""
    return tuple(
        (index, column) for index, column in enumerate(report.columns) if not column.detail
    )


def text_table(report: Report) -> TextTable:
    """Return a report as a table, arranged as its layout says."""
    match report.layout:
        case Layout.FIGURES | Layout.OVERVIEW | Layout.ENTITY:
            return _figures(report)
        case Layout.GRID:
            return _grid(report)
        case _:
            return _table(report)


def value_grid(report: Report) -> Grid:
    """Return the values of a report whose layout is ``GRID``; columns that count are in order."""
    row_labels, column_labels, values = report.columns[:3]
    heads = dict.fromkeys(row[1] for row in report.rows)
    if column_labels.kind is ColumnKind.COUNT:
        heads = dict.fromkeys(sorted(heads, key=lambda head: as_number(head) or 0))
    cells = {
        (format_value(row, row_labels.kind), format_value(column, column_labels.kind)): value
        for row, column, value, *_ in report.rows
    }
    return Grid(
        rows=tuple(dict.fromkeys(row for row, _ in cells)),
        columns=tuple(format_value(head, column_labels.kind) for head in heads),
        values=cells,
        kind=values.kind,
    )


def as_number(value: Value) -> float | None:
    """Return a value as a number; ``None`` if it is unknown or not a number."""
    return float(value) if isinstance(value, int | float) and isfinite(value) else None


def window_dates(report: Report) -> str:
    """Return the days of a report's window, empty if it has none.

    A window of all time begins on the first day of which something is known.
    """
    if report.span is None:
        return ""
    span, known = report.span, report.known
    if span.since is None and known is not None and known.since is not None:
        midnight = datetime.combine(known.since, time(), span.until.tzinfo)
        span = replace(span, since=midnight)
    return format_dates(span)


def footnotes(report: Report) -> list[str]:
    """Return the definitions, coverage and notes of a report and its parts, without repeats.

    A line that only parts have begins with their titles.
    """
    own = list(_footnote_lines(report))
    others: dict[str, list[str]] = {}
    for part in _descendants(report):
        for line in _footnote_lines(part):
            if line not in own:
                others.setdefault(line, []).append(format_value(part.title, ColumnKind.TEXT))
    return own + [f"{', '.join(titles)}: {line}" for line, titles in others.items()]


def credit_lines(report: Report) -> list[str]:
    """Return who the facts of a report and its parts are from, without repeats."""
    found = (credit for one in (report, *_descendants(report)) for credit in one.credits)
    return list(dict.fromkeys(format_value(credit, ColumnKind.TEXT) for credit in found))


def clauses(report: Report) -> list[str]:
    """Return in a few words each what counts, how much is known, and what is compared."""
    rule, others = report.counting[:1], report.counting[1:]
    found = [*rule, *report.caveats, *_known_clause(report)]
    found += (
        _coverage_text(coverage)
        for coverage in (report.coverage, *(part.coverage for part in _descendants(report)))
        if coverage and (coverage.share is None or coverage.share < _WELL_KNOWN)
    )
    found += others
    if report.previous is not None and shows_changes(report, if_known=not report.is_comparable):
        is_known = report.is_comparable
        found.append(f"vs {report.previous.label}" if is_known else "changes unknown")
    return list(dict.fromkeys(format_value(clause, ColumnKind.TEXT) for clause in found))


def _known_clause(report: Report) -> Iterator[str]:
    known = report.known
    if known is None or report.span is None or known.until is None or known.days >= known.of:
        return
    if known.until < report.span.until.date() - timedelta(days=1):
        yield f"known until {format_day(known.until)}"
    else:
        yield f"history known for {known.days:,} of {known.of:,} days"


def _coverage_text(coverage: Coverage) -> str:
    share = format_value(coverage.share, ColumnKind.SHARE)
    if coverage.share is None:
        share = "an unknown share"
    return f"{coverage.what} known for {share} of {coverage.of}"


def _table(report: Report) -> TextTable:
    columns = visible_columns(report)
    return TextTable(
        head=tuple(format_value(column.title, ColumnKind.TEXT) for _, column in columns),
        right=tuple(column.kind in _RIGHT for _, column in columns),
        rows=tuple(
            tuple(format_value(row[index], column.kind) for index, column in columns)
            for row in report.rows
        ),
    )


def _figures(report: Report) -> TextTable:
    """Return a row for each figure: its name, its value in each window, and the change."""
    table = _table(report)
    head, *figures = zip(table.head, *table.rows, strict=True)
    changes: list[tuple[str, ...]] = [()] * len(figures)
    if len(report.rows) > 1 and report.is_comparable:
        now, previous = report.rows[:2]
        head += ("Change",)
        changes = [
            (format_change(now[index], previous[index], column.kind),)
            for index, column in visible_columns(report)[1:]
        ]
    return TextTable(
        head=("", *head[1:]),
        right=(False, *(True for _ in head[1:])),
        rows=tuple((*figure, *change) for figure, change in zip(figures, changes, strict=True)),
    )


def _grid(report: Report) -> TextTable:
    cells = value_grid(report)
    return TextTable(
        head=("", *cells.columns),
        right=(False, *(True for _ in cells.columns)),
        rows=tuple(
            (
                row,
                *(
                    format_value(cells.values.get((row, name)), cells.kind)
                    for name in cells.columns
                ),
            )
            for row in cells.rows
        ),
    )


def _footnote_lines(report: Report) -> list[str]:
    lines = [report.definition, *report.notes, *report.credits]
    if report.previous is not None and shows_changes(report):
        lines.append(f"Compared with {report.previous.label}: {format_dates(report.previous)}.")
    if report.coverage is not None:
        lines.insert(1, f"{_coverage_text(report.coverage).capitalize()}.")
    return [format_value(line, ColumnKind.TEXT) for line in lines if line]


def shows_changes(report: Report, *, if_known: bool = False) -> bool:
    """Return whether people see anything of the previous window, or would if it were known."""
    if report.has_periods:
        return len(report.rows) > 1
    return bool(report.rows) and any(
        column.kind in {ColumnKind.RANK_CHANGE, ColumnKind.SHARE_CHANGE}
        for column in report.columns
        if if_known or not column.detail
    )


def _descendants(report: Report) -> list[Report]:
    return [each for part in report.parts for each in (part, *_descendants(part))]
