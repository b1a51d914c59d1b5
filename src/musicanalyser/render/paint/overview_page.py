"""Draws the overview: figures with their course, lists, hours and days, as far as there is room."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from musicanalyser.render.ink.palette import SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.marks.bars import draw_spark, resample
from musicanalyser.render.marks.calendar import (
    CALENDAR,
    SMALL_CALENDAR,
    draw_calendar,
    draw_small_calendar,
)
from musicanalyser.render.marks.columns import (
    HOUR_STRIP,
    draw_columns,
    draw_hour_strip,
    hour_names,
    hours_of,
)
from musicanalyser.render.marks.frame import EDGES, draw_frame
from musicanalyser.render.paint.page import draw_header, draw_notes, heading, side_by_side
from musicanalyser.render.paint.top_lists import draw_top_list
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import as_number, visible_columns
from musicanalyser.render.wording import format_change, format_day, format_value
from musicanalyser.report import Column, ColumnKind, Report

_FRAMED, _WIDE, _WIDEST = 110, 160, 160
"""From these widths on, blocks have frames, and three lists stand side by side."""
_LISTS = ("top-tracks", "top-artists", "top-albums")
_MOST_ROWS, _LEAST_ROWS = 10, 4
_CARD_GAP = 3
_ASIDE = 20
_EDGE_LINES = 2
"""The lines of a frame."""
_FOUR_CARDS = 60
"""From this width on, all figures stand in one row."""
_DAY_WIDTH, _PARTS_OF_DAY = 24, 4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """A part of the page; those with the highest ``rank`` give way first on a low screen.

    One that ``waits`` is shown only if all lists keep all of their rows.
    """

    lines: list[StyledText]
    rank: int
    waits: bool = False


def draw_overview(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the lines of the overview; with a height, a line less than that."""
    style = replace(style, width=min(style.width, _WIDEST))
    blank = [StyledText()] if style.width >= _FRAMED else []
    head = [*draw_header(report, style), *blank, *_cards(report, style), StyledText()]
    notes = draw_notes(report, replace(style, credits=False))  # the page shows no facts of others
    room = None if style.height is None else style.height - 1 - len(head) - len(notes)
    draw = _framed if style.width >= _FRAMED else _stacked
    parts = {part.name: part for part in report.parts if part.rows}
    page = [*head, *_fitting(lambda rows: draw(report, parts, rows, style), room), *notes]
    for line in page:
        line.truncate(style.width)
    return page


def _fitting(draw: Callable[[int], list[_Block]], room: int | None) -> list[StyledText]:
    """Return as many rows a list as there is room for, and fewer blocks if that is too little."""
    whole = _lines(draw(_MOST_ROWS))
    if room is None or len(whole) <= room:
        return whole
    for left_out in range(len(draw(_LEAST_ROWS))):
        for rows in range(_MOST_ROWS, _LEAST_ROWS - 1, -1):
            blocks = [block for block in draw(rows) if not block.waits]
            lines = _lines(_without_last(blocks, left_out))
            if len(lines) <= room:
                return lines
    return []


def _lines(blocks: Sequence[_Block]) -> list[StyledText]:
    return [line for block in blocks for line in block.lines]


def _without_last(blocks: Sequence[_Block], count: int) -> list[_Block]:
    """Return the blocks in order, without so many of the highest ranks."""
    given_way = sorted(blocks, key=lambda block: block.rank)[len(blocks) - count :]
    return [block for block in blocks if not any(block is one for one in given_way)]


def _stacked(
    report: Report, parts: Mapping[str, Report], rows: int, style: OutputStyle
) -> list[_Block]:
    blocks = []
    lists = _LISTS if style.height is None else _LISTS[:2]
    for rank, name in enumerate(lists):
        if part := parts.get(name):
            body = draw_top_list(part, rows=rows, width=style.width)
            blocks.append(_Block(lines=[heading(part), *body], rank=rank))
    if (clock := parts.get("clock")) and style.width >= HOUR_STRIP:
        blocks.append(_Block(lines=draw_hour_strip(clock, heading(clock)), rank=10))
    if (days := parts.get("calendar")) and style.width >= SMALL_CALENDAR:
        aside = [
            StyledText.assemble((figure, "bold"), (f" {text}", SIDE))
            for figure, text in _day_facts(report, days)
        ]
        has_room = style.width >= SMALL_CALENDAR + _ASIDE
        lines = draw_small_calendar(days, style, aside if has_room else [])
        blocks.append(_Block(lines=lines, rank=11))
    return blocks


def _framed(
    report: Report, parts: Mapping[str, Report], rows: int, style: OutputStyle
) -> list[_Block]:
    blocks = []
    if days := parts.get("calendar"):
        blocks.append(_Block(lines=_days_and_hours(report, days, parts, style), rank=10))
    shown = _LISTS if style.width >= _WIDE else _LISTS[:2]
    lists = [parts[name] for name in shown if name in parts]
    if lists:
        width = (style.width - 2 * (len(lists) - 1)) // len(lists)
        frames = [_list_frame(part, lists, rows, width) for part in lists]
        blocks.append(_Block(lines=side_by_side(frames, width, 2), rank=0))
    if style.width < _WIDE and (others := _albums_and_hours(parts, rows, style.width)):
        blocks.append(_Block(lines=others, rank=12, waits=True))
    return blocks


def _list_frame(part: Report, beside: Sequence[Report], rows: int, width: int) -> list[StyledText]:
    """Return a list in a frame as high as those beside it."""
    return draw_frame(
        heading(part),
        draw_top_list(part, rows=rows, width=width - EDGES),
        width=width,
        height=min(rows, max(len(one.rows) for one in beside)),
        aside=_compared(part),
    )


def _albums_and_hours(parts: Mapping[str, Report], rows: int, width: int) -> list[StyledText]:
    """Return the albums with the hours beside them, for a screen that is not wide but high."""
    albums, clock = parts.get("top-albums"), parts.get("clock")
    if albums is None or clock is None:
        return []
    half = (width - 2) // 2
    left = _list_frame(albums, [albums], rows, half)
    hours = _hours(clock, len(left) - _EDGE_LINES)
    right = draw_frame(heading(clock), hours, width=half, height=len(hours))
    return side_by_side([left, right], half, 2)


def _days_and_hours(
    report: Report, days: Report, parts: Mapping[str, Report], style: OutputStyle
) -> list[StyledText]:
    """Return the calendar in a frame, on a wide screen with the hours beside it."""
    lines = draw_calendar(days, style)
    facts = " · ".join(f"{figure} {text}" for figure, text in _day_facts(report, days)[:-1])
    lines[-1].append(f"   {facts}", SIDE)
    aside = f"{' '.join(_day_facts(report, days)[-1])} with music"
    clock = parts.get("clock")
    width = CALENDAR + EDGES if clock and style.width >= _WIDE else style.width
    frames = [draw_frame(heading(days), lines, width=width, height=len(lines), aside=aside)]
    if clock and style.width >= _WIDE:
        rest = style.width - width - 2
        hours = _hours(clock, len(lines))
        frames.append(draw_frame(heading(clock), hours, width=rest, height=len(lines)))
    return side_by_side(frames, width, 2)


def _hours(clock: Report, height: int) -> list[StyledText]:
    """Return the hours as columns, with the shares of the parts of the day beside them."""
    lines = [*draw_columns(hours_of(clock), height=height - 1, cells=1), hour_names("", 1, step=6)]
    parts = next((part for part in clock.parts if part.rows), None)
    shares = [
        StyledText.assemble(
            (f"{column.title:<9}", SIDE), f"{format_value(parts.rows[0][place], column.kind):>4}"
        )
        for place, column in enumerate(parts.columns if parts else ())
        if parts and column.kind is ColumnKind.SHARE
    ]
    return side_by_side([lines, [StyledText(), *shares[:_PARTS_OF_DAY]]], _DAY_WIDTH, 2)


def _compared(part: Report) -> str:
    is_compared = any(one.kind is ColumnKind.RANK_CHANGE and not one.detail for one in part.columns)
    return "vs previous" if is_compared else ""


def _cards(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the leading figures with their change, their course and their name."""
    leading = [(place, column) for place, column in visible_columns(report) if column.lead]
    trend = next((part for part in report.parts if part.name == "trend"), None)
    count = len(leading) if style.width >= _FOUR_CARDS else 2
    width = (style.width - _CARD_GAP * (count - 1)) // count
    cards = [_card(report, place, column, trend, width) for place, column in leading]
    return [
        line
        for first in range(0, len(cards), count)
        for line in side_by_side(cards[first : first + count], width, _CARD_GAP)
    ]


def _card(
    report: Report, place: int, column: Column, trend: Report | None, width: int
) -> list[StyledText]:
    figure = StyledText.assemble((format_value(report.rows[0][place], column.kind), "bold"))
    if len(report.rows) > 1 and report.is_comparable:
        change = format_change(report.rows[0][place], report.rows[1][place], column.kind)
        figure = figure.fit(width - len(change)).append(change, SIDE)
    label = StyledText(column.title.lower(), style=SIDE)
    return [figure, _course(report, column, trend, width), label]


def _course(report: Report, column: Column, trend: Report | None, width: int) -> StyledText:
    """Return the course of a figure in the window, or how much of it is new."""
    names = [one.name for one in trend.columns] if trend else []
    if trend and column.name in names:
        values = [as_number(row[names.index(column.name)]) for row in trend.rows]
        return draw_spark(resample(values, width), is_rate=column.kind is ColumnKind.SHARE)
    for place, other in enumerate(report.columns):
        if other.name == f"new_{column.name}":
            new = format_value(report.rows[0][place], other.kind)
            return StyledText(f"{new} new", style="new")
    return StyledText()


def _day_facts(report: Report, days: Report) -> list[tuple[str, str]]:
    """Return a figure and its words each: streaks, the best day, and the days with music."""
    figures = {
        column.name: value
        for part in (report, *days.parts)
        for column, value in zip(part.columns, part.rows[0], strict=False)
    }
    facts = []
    if figures.get("current_streak_days"):
        facts.append((f"{figures['current_streak_days']} days", "in a row"))
    if figures.get("longest_streak_days"):
        facts.append((f"{figures['longest_streak_days']} days", "at most"))
    heard = [(as_number(row[1]) or 0, row[0]) for row in days.rows]
    most, day = max(heard, key=lambda pair: pair[0])
    if most and isinstance(day, date):
        best = format_value(most, ColumnKind.DURATION)
        facts.append((best, f"best, {format_day(day, year=False)}"))
    # The time of a day may be unknown, and its plays known.
    known = sum(row[1] is not None or any(row[2:3]) for row in days.rows)
    active = sum(any(row[1:3]) for row in days.rows)
    facts.append((f"{active}", f"of {known} days"))
    return facts
