"""Draws lists and key figures: rows of text, with bars in some columns."""

from dataclasses import replace

from musicanalyser.render.paint import palette
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
from musicanalyser.render.paint.styled_text import StyledText
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import as_number, text_table, visible_columns
from musicanalyser.report import ColumnKind, Report

_SOLID = frozenset({ColumnKind.DATE, ColumnKind.MOMENT, ColumnKind.FLAG})
_TEXTS = 7
"""A text keeps this part of the width; the last column is left out before it is cut shorter."""
_BEFORE = 2
"""The index of the previous figures, which are left out on a narrow screen."""
_TREND = {"▲": palette.UP, "▼": palette.DOWN}


def draw_table(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the lines of a list, with a note on the columns that do not fit the width."""
    lanes = _lanes(report, style.width)
    count = count_fitting(lanes, style.width)
    lines = draw_lanes(lanes[:count], rows=len(report.rows), width=style.width)
    hidden = ", ".join(lane.head.plain for lane in lanes[count:] if lane.head)
    if hidden:
        note = StyledText(f"On a wider screen also: {hidden}.", style=palette.DIM)
        lines.extend(note.wrap(style.width))
    return lines


def draw_figures(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return a line for each key figure: its name, its value, the previous one, and the change."""
    shown = text_table(report)
    lanes = [
        text_lane(head, [_figure(row[place], place) for row in shown.rows], right=right, solid=True)
        for place, (head, right) in enumerate(zip(shown.head, shown.right, strict=True))
    ]
    if len(report.rows) > 1:
        lanes[_BEFORE] = replace(lanes[_BEFORE], least=0)
    return draw_lanes(lanes, rows=len(shown.rows), width=style.width)


def fits(report: Report, width: int) -> bool:
    """Return whether a list fits this width without cutting its texts short."""
    return comfortable_width(_lanes(report, width)) <= width


def _lanes(report: Report, width: int) -> list[Lane]:
    shown = text_table(report)
    lanes = []
    for place, (source, column) in enumerate(visible_columns(report)):
        cells = [StyledText(row[place]) for row in shown.rows]
        lanes.append(
            text_lane(
                shown.head[place],
                cells,
                right=shown.right[place],
                solid=column.kind in _SOLID,
                least=max(RECOGNISABLE, min(READABLE, width // _TEXTS)),
            )
        )
        if column.bar:
            values = [as_number(row[source]) for row in report.rows]
            lanes.append(bar_lane(values, longest=width // 6))
    return lanes


def _figure(text: str, place: int) -> StyledText:
    if place < _BEFORE:
        return StyledText(text, style="bold" if place else "")
    return StyledText(text, style=_TREND.get(text[:1], palette.DIM))
