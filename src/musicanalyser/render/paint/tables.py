"""Draws lists and key figures: rows of text, with bars in some columns."""

from collections.abc import Iterator
from dataclasses import replace

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.paint.column_widths import (
    READABLE,
    RECOGNISABLE,
    Lane,
    bar_lane,
    comfortable_width,
    count_fitting,
    draw_lanes,
    text_lane,
)
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import as_number, text_table, visible_columns
from musicanalyser.render.wording import SAME, UNKNOWN
from musicanalyser.report import Column, ColumnKind, Report

_SOLID = frozenset({ColumnKind.DATE, ColumnKind.MOMENT, ColumnKind.FLAG})
_RANK = "rank"
"""The first column of a list whose first row is the winner."""
_TEXTS = 7
"""A text keeps this part of the width; the last column is left out before it is cut shorter."""
_BARS = 5
"""A bar takes at most this part of the width."""
_BEFORE = 2
"""The index of the previous figures, which are left out on a narrow screen."""
_CHANGES = {"▲": "good", "▼": "bad", "n": "new", SAME: SIDE}
"""By the first letter of a change of rank. Only there is a rise better than a fall."""


def draw_table(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the lines of a list, with a note on the columns that do not fit the width."""
    lanes = _lanes(report, style.width)
    count = count_fitting(lanes, style.width)
    lines = draw_lanes(lanes[:count], rows=len(report.rows), width=style.width)
    hidden = ", ".join(lane.head.plain for lane in lanes[count:] if lane.head)
    if hidden:
        lines.extend(StyledText(f"Hidden at this width: {hidden}", style=SIDE).wrap(style.width))
    return lines


def draw_figures(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return a line for each key figure: its name, its value, the previous one, and the change."""
    shown = text_table(report)
    lanes = [
        text_lane(
            head,
            [StyledText(row[place], style=_voice(place)) for row in shown.rows],
            right=right,
            solid=True,
        )
        for place, (head, right) in enumerate(zip(shown.head, shown.right, strict=True))
    ]
    if len(report.rows) > 1:
        lanes[_BEFORE] = replace(lanes[_BEFORE], least=0)
    return draw_lanes(lanes, rows=len(shown.rows), width=style.width)


def change_ink(text: str) -> str:
    """Return the colour of a change of rank."""
    return _CHANGES.get(text[:1], SIDE)


def fits(report: Report, width: int) -> bool:
    """Return whether a list fits this width without cutting its texts short."""
    return comfortable_width(_lanes(report, width)) <= width


def _voice(place: int) -> str:
    return ("", "bold")[place] if place < _BEFORE else SIDE


def _lanes(report: Report, width: int) -> list[Lane]:
    shown = text_table(report)
    columns = visible_columns(report)
    inks = list(_inks([column for _, column in columns]))
    is_ranked = columns[0][1].name == _RANK
    lanes = []
    for place, (source, column) in enumerate(columns):
        if column.bar:
            values = [as_number(row[source]) for row in report.rows]
            lanes.append(bar_lane(values, longest=width // _BARS))
        cells = [_cell(row[place], column, inks[place]) for row in shown.rows]
        if is_ranked and place == 1:
            cells[:1] = [StyledText(cell.plain, style="bold") for cell in cells[:1]]
        lanes.append(
            text_lane(
                shown.head[place],
                cells,
                right=shown.right[place],
                solid=column.kind in _SOLID,
                after_bar=column.bar,
                least=max(RECOGNISABLE, min(READABLE, width // _TEXTS)),
            )
        )
    return lanes


def _inks(columns: list[Column]) -> Iterator[str]:
    """Yield the colour of each column: what names a row, and its figures, are in that of text."""
    has_name = False
    for column in columns:
        is_text = column.kind in {ColumnKind.TEXT, ColumnKind.DATE, ColumnKind.MOMENT}
        yield SIDE if column.name == _RANK or (is_text and has_name) else ""
        has_name = has_name or is_text


def _cell(text: str, column: Column, ink: str) -> StyledText:
    if text == UNKNOWN:
        ink = SIDE
    elif column.kind is ColumnKind.RANK_CHANGE:
        ink = change_ink(text)
    elif column.kind is ColumnKind.SHARE_CHANGE:
        ink = SIDE
    return StyledText(text, style=ink)
