"""An answer in words and numbers, one fact a line, for screen readers.

It has no colour, frame, bar or arrow: readers speak every one of them.
"""

from collections.abc import Iterator, Sequence
from statistics import median_low

from musicanalyser.duration import format_duration
from musicanalyser.render.card_text import make_card
from musicanalyser.render.race_courses import race_courses
from musicanalyser.render.row_names import drawn_column, extremes, row_name
from musicanalyser.render.table_text import (
    as_number,
    footnotes,
    value_grid,
    visible_columns,
    window_dates,
)
from musicanalyser.render.wording import (
    EN_DASH,
    UNKNOWN,
    format_change,
    format_value,
    with_title,
)
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row, Value

_WORDS = str.maketrans({"▲": "up ", "▼": "down ", EN_DASH: "to"})
_SAME = {"·": "same rank", "±0": "no change"}
_LARGEST = 3
"""The cells of a matrix that are said."""
_NAMES = frozenset({ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.MOMENT})


def plain_lines(report: Report) -> Iterator[str]:
    """Yield the lines of a report: title, rows, parts, and the sentences it rests on."""
    yield from _page(report, None)
    if notes := footnotes(report):
        yield ""
        yield from (note.replace(EN_DASH, "to") for note in notes)


def _page(report: Report, whole: Report | None) -> Iterator[str]:
    is_same = whole is not None and report.span == whole.span
    dates = "" if is_same else window_dates(report).replace(EN_DASH, "to")
    title = format_value(report.title, ColumnKind.TEXT)
    yield f"{title}, {dates}" if dates else title
    if report.summary:
        yield format_value(report.summary, ColumnKind.TEXT)
    if not report.rows and report.columns:
        yield format_value(report.empty, ColumnKind.TEXT)
    elif report.layout is Layout.CARD:
        yield from _card(report)
        return
    elif report.layout is Layout.GRID:
        yield from _grid(report)
    elif report.layout in {Layout.CALENDAR, Layout.COLUMNS}:
        yield from _chart(report)
    elif report.layout is Layout.RACE:
        yield from _race(report)
    elif report.has_periods:
        yield from _figures(report)
    else:
        columns = visible_columns(report)
        yield from (_row(row, columns) for row in report.rows)
    for part in report.parts:
        yield ""
        yield from _page(part, report)


def _figures(report: Report) -> Iterator[str]:
    for place, column in visible_columns(report)[1:]:
        values = [row[place] for row in report.rows]
        line = f"{column.title}: {_value(values[0], column.kind)}"
        if (
            len(values) > 1
            and report.is_comparable
            and UNKNOWN not in (change := format_change(values[0], values[1], column.kind))
        ):
            line += f", {_change(change)}" if change else ""
        yield line


def _row(row: Row, columns: Sequence[tuple[int, Column]]) -> str:
    """Return a row as its names, and then each figure with what it is."""
    names: list[str] = []
    figures: list[str] = []
    rank = ""
    for place, column in columns:
        text = _value(row[place], column.kind)
        if column.name == "rank":
            if names:
                figures.append(f"rank {text}")
            else:
                rank = f"{text}. "
        elif column.kind in _NAMES and not figures:
            names.append(f"by {text}" if column.name == "artist" and names else text)
        elif column.kind is ColumnKind.FLAG:
            figures += [column.title.lower()] * bool(row[place])
        else:
            figures.append(_figure(text, column))
    name = ", ".join(names)
    return f"{rank}{name}: {', '.join(figures)}" if figures else f"{rank}{name}"


def _figure(text: str, column: Column) -> str:
    if column.bar or column.kind in {ColumnKind.RANK_CHANGE, ColumnKind.TEXT}:
        return text
    if column.kind in {ColumnKind.COUNT, ColumnKind.SHARE}:
        return with_title(text, column.title)
    return f"{column.title.lower()} {text}"


def _grid(report: Report) -> Iterator[str]:
    """Yield the largest values of a matrix."""
    cells = value_grid(report)
    known = [(number, key) for key, value in cells.values.items() if (number := as_number(value))]
    for number, (row, column) in sorted(known, key=lambda one: -one[0])[:_LARGEST]:
        yield f"{row} {column.replace(EN_DASH, ' to ')}: {_value(number, cells.kind)}"


def _chart(report: Report) -> Iterator[str]:
    """Yield where each figure is greatest and least, its median, and how much is unknown."""
    for place, column in visible_columns(report)[1:]:
        if column.name.startswith("previous_"):
            continue
        facts = [
            f"{word}: {name}, {_value(value, column.kind)}"
            for word, name, value in extremes(report, place)
        ]
        known = [value for row in report.rows if (value := as_number(row[place])) is not None]
        if known:
            middle = median_low(known)
            exact = int(middle) if column.kind is ColumnKind.COUNT else middle
            facts.append(f"median: {_value(exact, column.kind)}")
        yield f"{column.title}: {'; '.join(facts) or 'unknown'}"
    place, _ = drawn_column(report)
    if unknown := sum(row[place] is None for row in report.rows):
        yield f"Unknown: {unknown} of {len(report.rows)} {report.columns[0].title.lower()}s"


def _race(report: Report) -> Iterator[str]:
    """Yield the ranks of each competitor, from each span on in which it has another one."""
    for place, one in enumerate(race_courses(report), 1):
        course = "; ".join(
            f"{rank} from {row_name(row, report.columns)}" for rank, row in one.changes()
        )
        yield f"{place}. {format_value(one.name, ColumnKind.TEXT)}: {course}"


def _card(report: Report) -> Iterator[str]:
    card = make_card(report)
    yield card.tagline
    yield from (f"{line.text} {' '.join(line.marks)}".rstrip() for line in card.lines)
    yield from filter(None, (card.stamp, card.redeeming))
    yield from (f"{one.mark} {one.fact}" for one in card.citations)


def _value(value: Value, kind: ColumnKind) -> str:
    if kind in {ColumnKind.DURATION, ColumnKind.LENGTH} and (ms := as_number(value)) is not None:
        return format_duration(int(ms))
    text = format_value(value, kind)
    if text == UNKNOWN:
        return "unknown"
    return _change(text) if kind in {ColumnKind.RANK_CHANGE, ColumnKind.SHARE_CHANGE} else text


def _change(text: str) -> str:
    return _SAME.get(text, text.translate(_WORDS).replace(" pp", " points"))
