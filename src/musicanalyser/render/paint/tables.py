"""Draws lists and key figures: rows of words, with bars beside what is worth comparing."""

from dataclasses import replace

from rich.text import Text

from musicanalyser.render.layout import amount, sheet, visible
from musicanalyser.render.paint import palette
from musicanalyser.render.paint.column_widths import (
    READABLE,
    RECOGNISABLE,
    Lane,
    bars,
    bearable,
    laid,
    room,
    words,
)
from musicanalyser.render.paint.console import wrapped
from musicanalyser.render.style import Look
from musicanalyser.report import ColumnKind, Report

_SOLID = frozenset({ColumnKind.DATE, ColumnKind.MOMENT, ColumnKind.FLAG})
_TEXTS = 7
"""The part of the width below which a text is not cut before another column is left out."""
_BEFORE = 2
"""The column of the previous figures, which a narrow screen does without."""
_TREND = {"▲": palette.UP, "▼": palette.DOWN}


def table(report: Report, look: Look) -> list[Text]:
    """Return the lines of a list; its bars grow with the width, and it says what found no room."""
    lanes = _lanes(report, look.width)
    count = bearable(lanes, look.width)
    lines = laid(lanes[:count], rows=len(report.rows), width=look.width)
    hidden = ", ".join(lane.head.plain for lane in lanes[count:] if lane.head)
    if hidden:
        note = Text(f"On a wider screen also: {hidden}.", style=palette.SIDE)
        lines.extend(wrapped(note, look.width))
    return lines


def figures(report: Report, look: Look) -> list[Text]:
    """Return a line for each key figure: its name, its value, the one before, and the change."""
    shown = sheet(report)
    lanes = [
        words(head, [_figure(row[place], place) for row in shown.rows], right=right, solid=True)
        for place, (head, right) in enumerate(zip(shown.head, shown.right, strict=True))
    ]
    if len(report.rows) > 1:
        lanes[_BEFORE] = replace(lanes[_BEFORE], least=0)
    return laid(lanes, rows=len(shown.rows), width=look.width)


def narrow(report: Report, width: int) -> bool:
    """Tell whether a report is a list that reads well in this width."""
    return room(_lanes(report, width)) <= width


def _lanes(report: Report, width: int) -> list[Lane]:
    shown = sheet(report)
    lanes = []
    for place, (source, column) in enumerate(visible(report)):
        cells = [Text(row[place]) for row in shown.rows]
        lanes.append(
            words(
                shown.head[place],
                cells,
                right=shown.right[place],
                solid=column.kind in _SOLID,
                least=max(RECOGNISABLE, min(READABLE, width // _TEXTS)),
            )
        )
        if column.bar:
            values = [amount(row[source]) for row in report.rows]
            lanes.append(bars(values, longest=width // 6))
    return lanes


def _figure(text: str, place: int) -> Text:
    if place < _BEFORE:
        return Text(text, style="bold" if place else "")
    return Text(text, style=_TREND.get(text[:1], palette.SIDE))
