"""Draws the page of one artist, track or album: figures, ranks, lists, hours and days."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from musicanalyser.render.ink.palette import HEADING, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.columns import (
    HOUR_STRIP,
    draw_columns,
    draw_hour_strip,
    hour_names,
    hours_of,
)
from musicanalyser.render.marks.frame import EDGES, draw_frame
from musicanalyser.render.paint.entity_facts import (
    album_facts,
    day_facts,
    head_facts,
    heard_lines,
    skip_facts,
)
from musicanalyser.render.paint.entity_ranks import draw_ranks
from musicanalyser.render.paint.page import (
    draw_body,
    draw_header,
    draw_notes,
    flowing_lines,
    heading,
    side_by_side,
)
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import visible_columns
from musicanalyser.render.wording import format_change, format_value
from musicanalyser.report import ColumnKind, Layout, Report

_FRAMED, _WIDEST = 110, 160
"""From this width on, blocks have frames and stand side by side; and the greatest width."""
_MAIN = 0.62
"""The part of the width that the left one of two blocks takes."""
_GAP = 2
_FIVE_CARDS, _CARD_GAP = 76, 2
_HOUR_LINES = 6
_RANKS = "Rank by month"
_ROWS = 7
"""The rows of a list in a frame, if there are others."""
_EDGE_LINES = 2
"""The lines of a frame."""


def draw_entity(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the lines of the page, none wider than the style."""
    style = replace(style, width=min(style.width, _WIDEST))
    parts = {part.name: part for part in report.parts if part.rows}
    page = [*draw_header(report, style), *flowing_lines(list(head_facts(report)), style.width)]
    page += [StyledText(), *_cards(report, style)]
    draw = _framed if style.width >= _FRAMED else _stacked
    for block in draw(parts, style):
        page += [*[StyledText()] * (draw is _stacked), *block]
    page += [StyledText(), *draw_notes(report, style)]
    for line in page:
        line.truncate(style.width)
    return page


def _cards(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the leading figures, each with its name below and its change beside it."""
    leading = [(place, column) for place, column in visible_columns(report) if column.lead]
    count = len(leading) if style.width >= _FIVE_CARDS else 2
    width = (style.width - _CARD_GAP * (count - 1)) // count
    cards = []
    for place, column in leading:
        figure = StyledText.assemble((format_value(report.rows[0][place], column.kind), "bold"))
        if len(report.rows) > 1 and report.is_comparable:
            now, before = (row[place] for row in report.rows[:2])
            figure.append(f" {format_change(now, before, column.kind)}", SIDE)
        cards.append([figure, StyledText(column.title.lower(), style=SIDE)])
    return [
        line
        for first in range(0, len(cards), count)
        for line in side_by_side(cards[first : first + count], width, _CARD_GAP)
    ]


def _stacked(parts: Mapping[str, Report], style: OutputStyle) -> Iterator[list[StyledText]]:
    """Yield the blocks below each other."""
    if lines := draw_ranks(parts, style.width):
        yield [StyledText(_RANKS, style=HEADING), *lines]
    yield [*heard_lines(parts, style.width), *_habits(parts, style.width)]
    for part in _lists(parts):
        yield [heading(part), *draw_body(part, style)]
    if (hours := parts.get("hours")) and style.width >= HOUR_STRIP:
        yield draw_hour_strip(hours, heading(hours))


def _framed(parts: Mapping[str, Report], style: OutputStyle) -> Iterator[list[StyledText]]:
    """Yield two columns of blocks in frames."""
    main = int(style.width * _MAIN)
    aside = style.width - main - _GAP
    left = [
        _Block(_RANKS, draw_ranks(parts, main - EDGES)),
        *(_Block(one.title, _list_lines(one, parts, style, main - EDGES)) for one in _lists(parts)),
    ]
    right = [
        _Block("Heard", heard_lines(parts, aside - EDGES)),
        _Block("By hour", _hour_lines(parts.get("hours"))),
        _Block("Habits", _habits(parts, aside - EDGES)),
    ]
    height = max(map(_height, (left, right)))
    columns = [_column(left, main, height), _column(right, aside, height)]
    yield side_by_side(columns, main, _GAP)


class _Block(NamedTuple):
    title: str
    lines: list[StyledText]


def _height(blocks: Iterable[_Block]) -> int:
    return sum(len(block.lines) + _EDGE_LINES for block in blocks if block.lines)


def _column(blocks: Iterable[_Block], width: int, height: int) -> list[StyledText]:
    """Return the blocks that have lines in frames below each other; the last one fills up."""
    shown = [block for block in blocks if block.lines]
    spare = height - _height(shown)
    return [
        line
        for place, block in enumerate(shown, 1)
        for line in draw_frame(
            StyledText(format_value(block.title, ColumnKind.TEXT), style=HEADING),
            block.lines,
            width=width,
            height=len(block.lines) + spare * (place == len(shown)),
        )
    ]


def _lists(parts: Mapping[str, Report]) -> list[Report]:
    """Return the lists within the page, in their order."""
    others = {"ranks-by-month", "ranks-by-year", "first-and-last"}
    return [
        part for name, part in parts.items() if part.layout is Layout.TABLE and name not in others
    ]


def _list_lines(
    part: Report, parts: Mapping[str, Report], style: OutputStyle, width: int
) -> list[StyledText]:
    """Return a list: of two, a few rows each."""
    rows = part.rows[:_ROWS] if len(_lists(parts)) > 1 else part.rows
    return draw_body(replace(part, rows=rows), replace(style, width=width))


def _habits(parts: Mapping[str, Report], width: int) -> list[StyledText]:
    facts = [*album_facts(parts), *day_facts(parts), *skip_facts(parts)]
    return [line for fact in flowing_lines(facts, width, cut=False) for line in fact.wrap(width)]


def _hour_lines(hours: Report | None) -> list[StyledText]:
    if hours is None:
        return []
    lines = draw_columns(hours_of(hours), height=_HOUR_LINES, cells=1)
    return [*lines, hour_names("", 1, step=6)]
