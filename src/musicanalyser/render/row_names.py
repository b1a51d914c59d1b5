"""What a chart says in words: the names of its rows on the axis and in sentences, and extremes."""

from collections.abc import Iterator, Sequence
from datetime import date

from musicanalyser.render.table_text import as_number
from musicanalyser.render.wording import MONTHS, format_day
from musicanalyser.report import Column, Report, Row, Value

_FIRST_DAY = "first_day"
"""The column of the first day of a row; rows without it are hours of the day."""
_DAYS = 7


def row_name(row: Row, columns: Sequence[Column]) -> str:
    """Return the name of a row in a sentence: ``19:00``, ``9 Oct``, ``week of 5 Oct``, ``Oct``."""
    first = _first_day(row, columns)
    if first is None:
        return f"{row[0]:02}:00" if isinstance(row[0], int) else str(row[0])
    match columns[0].title:
        case "Week":
            return f"week of {format_day(first)}"
        case "Month":
            return f"{MONTHS[first.month - 1]} {first.year}"
        case "Year":
            return str(first.year)
        case _:
            return format_day(first)


def drawn_column(report: Report) -> tuple[int, Column]:
    """Return the column that a picture shows, with its place: the one that has a bar."""
    return next(pair for pair in enumerate(report.columns) if pair[1].bar)


def is_whole(report: Report, row: Row) -> bool:
    """Return whether the window holds all of a row, so that it can be compared with others."""
    pairs = zip(report.columns, row, strict=True)
    return all(value for column, value in pairs if column.name == "is_whole")


def extremes(report: Report, place: int) -> Iterator[tuple[str, str, Value]]:
    """Yield the greatest and the least value of a column in the rows that are whole.

    Each is a word, the name of the row, and the value; of equals, it is the first.
    """
    rows = [
        (value, row)
        for row in report.rows
        if (value := as_number(row[place])) is not None and is_whole(report, row)
    ]
    for word, choose in (("most", max), ("least", min)):
        if rows:
            _, row = choose(rows, key=lambda pair: pair[0])
            yield word, row_name(row, report.columns), row[place]


def axis_names(rows: Sequence[Row], columns: Sequence[Column], cells: int) -> str:
    """Return the names below rows that are so many cells wide, as far as there is room."""
    line = ""
    for number, name in axis_marks(rows, columns):
        place = number * cells
        if (place > len(line) or not line) and place + len(name) <= len(rows) * cells:
            line = line.ljust(place) + name
    return line


def axis_marks(rows: Sequence[Row], columns: Sequence[Column]) -> Iterator[tuple[int, str]]:
    """Yield the rows that are named: each hour, month or year, and of days and weeks some."""
    for number, row in enumerate(rows):
        first = _first_day(row, columns)
        match columns[0].title:
            case _ if first is None:
                yield number, f"{row[0]:02}" if isinstance(row[0], int) else str(row[0])
            case "Day":
                if not first.weekday():
                    yield number, format_day(first, year=False)
            case "Week":
                if first.day <= _DAYS:
                    yield number, MONTHS[first.month - 1]
            case "Month":
                yield number, str(first.year) if first.month == 1 else MONTHS[first.month - 1]
            case _:
                yield number, str(first.year)


def _first_day(row: Row, columns: Sequence[Column]) -> date | None:
    if isinstance(row[0], date):
        return row[0]
    value = next(
        (value for value, one in zip(row, columns, strict=True) if one.name == _FIRST_DAY), None
    )
    return value if isinstance(value, date) else None
