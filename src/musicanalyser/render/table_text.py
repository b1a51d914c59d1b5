"""The text of a table: the rows and columns of a report in words, and its footnotes."""

from dataclasses import dataclass
from math import isfinite

from musicanalyser.render.wording import format_change, format_dates, format_value
from musicanalyser.report import Column, ColumnKind, Layout, Report, Value

_RIGHT = frozenset({ColumnKind.COUNT, ColumnKind.NUMBER, ColumnKind.DURATION, ColumnKind.SHARE})


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
        case Layout.FIGURES:
            return _figures(report)
        case Layout.GRID:
            return _grid(report)
        case Layout.TABLE | Layout.TIMELINE | Layout.CARD:
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


def subtitle(report: Report) -> tuple[str, str]:
    """Return the label of a report's window and its dates, both empty if it has no window."""
    if report.span is None:
        return "", ""
    return format_value(report.span.label, ColumnKind.TEXT), format_dates(report.span)


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
    lines = [report.definition, *report.notes]
    if report.previous is not None and _shows_changes(report):
        lines.append(f"The period before is {format_dates(report.previous)}.")
    if (coverage := report.coverage) is not None:
        share = format_value(coverage.share, ColumnKind.SHARE)
        known = coverage.share is not None
        lines.insert(
            1,
            f"Rests on {share} of {coverage.of}."
            if known
            else f"How much of {coverage.of} it rests on is unknown.",
        )
    return [format_value(line, ColumnKind.TEXT) for line in lines if line]


def _shows_changes(report: Report) -> bool:
    """Return whether people see anything of the previous window."""
    if report.layout is Layout.FIGURES:
        return len(report.rows) > 1
    return bool(report.rows) and any(
        column.kind in {ColumnKind.RANK_CHANGE, ColumnKind.SHARE_CHANGE}
        for _, column in visible_columns(report)
    )


def _descendants(report: Report) -> list[Report]:
    return [each for part in report.parts for each in (part, *_descendants(part))]
