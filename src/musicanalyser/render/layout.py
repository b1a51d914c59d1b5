"""Brings a report into the rows and columns that people look at, in words and without a look."""

from dataclasses import dataclass
from math import isfinite

from musicanalyser.render.wording import format_change, format_dates, format_value
from musicanalyser.report import Column, ColumnKind, Layout, Report, Value

_RIGHT = frozenset({ColumnKind.COUNT, ColumnKind.NUMBER, ColumnKind.DURATION, ColumnKind.SHARE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Rows in words under a head; ``right`` tells which columns are set flush right."""

    head: tuple[str, ...]
    right: tuple[bool, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The values of a grid by the labels of row and column, each in order of appearance."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    values: dict[tuple[str, str], Value]
    kind: ColumnKind


def visible(report: Report) -> tuple[tuple[int, Column], ...]:
    """Return the columns that people look at, with their places in a row."""
    return tuple(
        (place, column) for place, column in enumerate(report.columns) if not column.detail
    )


def sheet(report: Report) -> Sheet:
    """Return a report as rows and columns, turned the way its layout asks for."""
    match report.layout:
        case Layout.FIGURES:
            return _figures(report)
        case Layout.GRID:
            return _grid(report)
        case Layout.TABLE | Layout.TIMELINE | Layout.CARD:
            return _table(report)


def matrix(report: Report) -> Matrix:
    """Return the cells of a report whose layout is a grid."""
    across, down, value = report.columns[0], report.columns[1], report.columns[2]
    values = {
        (format_value(row[0], across.kind), format_value(row[1], down.kind)): row[2]
        for row in report.rows
    }
    return Matrix(
        rows=tuple(dict.fromkeys(row for row, _ in values)),
        columns=tuple(dict.fromkeys(column for _, column in values)),
        values=values,
        kind=value.kind,
    )


def amount(value: Value) -> float | None:
    """Return a value as a number, or ``None`` if it is unknown or something else."""
    return float(value) if isinstance(value, int | float) and isfinite(value) else None


def subtitle(report: Report) -> tuple[str, str]:
    """Return the label of a report's window and its dates, both empty if it has none."""
    if report.span is None:
        return "", ""
    return format_value(report.span.label, ColumnKind.TEXT), format_dates(report.span)


def footnotes(report: Report) -> list[str]:
    """Return what a report and its parts rest on: each line once, and whose it is if a part's."""
    own = list(_rests_on(report))
    others: dict[str, list[str]] = {}
    for part in _descendants(report):
        for line in _rests_on(part):
            if line not in own:
                others.setdefault(line, []).append(format_value(part.title, ColumnKind.TEXT))
    return own + [f"{', '.join(titles)}: {line}" for line, titles in others.items()]


def _table(report: Report) -> Sheet:
    columns = visible(report)
    return Sheet(
        head=tuple(format_value(column.title, ColumnKind.TEXT) for _, column in columns),
        right=tuple(column.kind in _RIGHT for _, column in columns),
        rows=tuple(
            tuple(format_value(row[place], column.kind) for place, column in columns)
            for row in report.rows
        ),
    )


def _figures(report: Report) -> Sheet:
    table = _table(report)
    names, *figures = zip(table.head, *table.rows, strict=True)
    moves: list[tuple[str, ...]] = [()] * len(figures)
    if len(report.rows) > 1:
        now, before = report.rows[:2]
        names += ("Change",)
        moves = [
            (format_change(now[place], before[place], column.kind),)
            for place, column in visible(report)[1:]
        ]
    return Sheet(
        head=("", *names[1:]),
        right=(False, *(True for _ in names[1:])),
        rows=tuple((*figure, *move) for figure, move in zip(figures, moves, strict=True)),
    )


def _grid(report: Report) -> Sheet:
    cells = matrix(report)
    return Sheet(
        head=("", *cells.columns),
        right=(False, *(True for _ in cells.columns)),
        rows=tuple(
            (
                row,
                *(
                    format_value(cells.values.get((row, column)), cells.kind)
                    for column in cells.columns
                ),
            )
            for row in cells.rows
        ),
    )


def _rests_on(report: Report) -> list[str]:
    lines = [report.definition, *report.notes]
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


def _descendants(report: Report) -> list[Report]:
    return [each for part in report.parts for each in (part, *_descendants(part))]
