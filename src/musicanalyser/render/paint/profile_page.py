"""Draws traits as ranges on a scale, and around a centre where there is room beside them."""

from dataclasses import replace

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.radar import WIDTH as RADAR
from musicanalyser.render.marks.radar import draw_radar
from musicanalyser.render.paint.column_widths import Lane, draw_lanes, text_lane
from musicanalyser.render.paint.page import draw_header, draw_notes, draw_parts, side_by_side
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import as_number, visible_columns
from musicanalyser.render.wording import format_value
from musicanalyser.report import Report

_BESIDE = 110
"""From this width on, the radar stands beside the ranges."""
_GAP = 3
_NAME, _MEAN, _SPREAD = range(3)
"""The first columns of a profile."""
_RANGE, _SHORTEST = 26, 10


def draw_profile(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the whole page of a profile."""
    page = [*draw_header(report, style), StyledText()]
    has_radar = style.width >= _BESIDE and len(report.rows) > 2  # noqa: PLR2004 - a plane
    narrower = replace(style, width=style.width - RADAR - _GAP) if has_radar else style
    body = [*_ranges(report, narrower.width), *draw_parts(report, narrower)]
    if has_radar:
        labels = [str(row[_NAME]) for row in report.rows]
        shares = [as_number(row[_MEAN]) or 0 for row in report.rows]
        body = side_by_side([draw_radar(labels, shares), body], RADAR, _GAP)
    return [*page, *body, StyledText(), *draw_notes(report, style)]


def _ranges(report: Report, width: int) -> list[StyledText]:
    lanes = []
    for place, column in visible_columns(report):
        ink = SIDE if place > _SPREAD else ""
        cells = [
            StyledText(format_value(row[place], column.kind), style=ink) for row in report.rows
        ]
        lanes.append(text_lane(column.title, cells, right=place > _NAME))
        if place == _NAME:
            lanes.append(_range_lane(report))
    return draw_lanes(lanes, rows=len(report.rows), width=width)


def _range_lane(report: Report) -> Lane:
    """Return a column with a scale from 0 to 1: the spread as a line, the mean as a point."""

    def draw(row: int, width: int) -> StyledText:
        mean, spread = (as_number(report.rows[row][place]) or 0 for place in (_MEAN, _SPREAD))
        first, last = (_cell(end, width) for end in (mean - spread, mean + spread))
        line = StyledText()
        for place in range(width):
            if place == _cell(mean, width):
                line.append("●", "scale-8")
            elif first <= place <= last:
                line.append("━", "ramp-2")
            else:
                line.append("─", "track")
        return line

    return Lane(
        head=StyledText(), full=_RANGE, comfortable=_SHORTEST, least=0, right=False, draw=draw
    )


def _cell(share: float, width: int) -> int:
    return round(min(max(share, 0.0), 1.0) * (width - 1))
