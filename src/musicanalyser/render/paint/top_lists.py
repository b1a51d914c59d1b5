"""Draws ranked lists without headings: rank, name, bar, time and change of rank."""

from typing import NamedTuple

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bars import draw_bar
from musicanalyser.render.paint.tables import change_ink
from musicanalyser.render.table_text import as_number
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Report, Row

_TWO_NAMES = 46
"""From this width of the names on, the artist of a track has a column of its own."""
_NAME_SHARE = 0.52
_RECOGNISABLE = 8
"""A second name is left out if fewer cells are left for it."""
_BARS = ((76, 16), (50, 10), (44, 8))
"""The width of a list, and of its bars."""
_RANK, _CHANGE = 2, 4


class _Places(NamedTuple):
    """Where the parts of a line are in a row; ``None`` for what a list does not have."""

    names: tuple[int, ...]
    value: int
    change: int | None


def draw_top_list(report: Report, *, rows: int, width: int) -> list[StyledText]:
    """Return the first rows of a ranked list, each exactly as wide as this."""
    places = _places(report)
    shown = report.rows[:rows]
    values = [as_number(row[places.value]) or 0 for row in shown]
    largest = max(values, default=0) or 1
    kind = report.columns[places.value].kind
    texts = [format_value(row[places.value], kind) for row in shown]
    time = max(map(len, texts), default=0)
    bar = next((cells for least, cells in _BARS if width >= least), 0)
    ends = time + (bar + 2 if bar else 1) + (_CHANGE + 1 if places.change is not None else 0)
    lines = []
    for rank, row in enumerate(shown):
        line = StyledText.assemble((f"{rank + 1:>{_RANK}} ", SIDE))
        line.append(_names(row, places.names, width - _RANK - 1 - ends, is_first=not rank))
        if bar:
            line.append(" ").append(draw_bar(values[rank] / largest, bar))
        line.append(f" {texts[rank]:>{time}}")
        if places.change is not None:
            change = format_value(row[places.change], ColumnKind.RANK_CHANGE)
            line.append(f" {change:>{_CHANGE}}", change_ink(change))
        lines.append(line)
    return lines


def _places(report: Report) -> _Places:
    columns = list(enumerate(report.columns))
    return _Places(
        names=tuple(
            place for place, one in columns if one.kind is ColumnKind.TEXT and not one.detail
        ),
        value=next(place for place, one in columns if one.bar),
        change=next(
            (
                place
                for place, one in columns
                if one.kind is ColumnKind.RANK_CHANGE and not one.detail
            ),
            None,
        ),
    )


def _names(row: Row, places: tuple[int, ...], width: int, *, is_first: bool) -> StyledText:
    """Return the name, and whose it is, in exactly this width; the second gives way first."""
    voice = "bold" if is_first else ""
    name = StyledText.assemble((format_value(row[places[0]], ColumnKind.TEXT), voice))
    if len(places) == 1:
        return name.fit(width)
    second = StyledText(format_value(row[places[1]], ColumnKind.TEXT), style=SIDE)
    if width >= _TWO_NAMES:
        first = int(width * _NAME_SHARE)
        return name.fit(first).append("  ").append(second.fit(width - first - 2))
    if name.cell_len + 2 + _RECOGNISABLE > width:
        return name.fit(width)
    return name.append("  ").append(second).fit(width)
