"""Draws a report as a page: title and window, body, parts, and notes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import groupby, zip_longest
from typing import cast

from musicanalyser.render.ink.palette import HEADING, SCALE_STEPS, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.paint import heatmap_grid, tables
from musicanalyser.render.paint.column_widths import GAP
from musicanalyser.render.style import ColourDepth, OutputStyle
from musicanalyser.render.table_text import clauses, credit_lines, footnotes, window_dates
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Layout, Report

_Draw = Callable[[Report, OutputStyle], list[StyledText]]


def _loaded_when_drawn(module: str, function: str) -> _Draw:
    """Return a function that loads its module only if it is called."""

    def draw(report: Report, style: OutputStyle) -> list[StyledText]:
        room = import_module(f"musicanalyser.render.paint.{module}")
        return cast("_Draw", getattr(room, function))(report, style)

    return draw


_BODIES: dict[Layout, _Draw] = {
    Layout.TABLE: tables.draw_table,
    Layout.FIGURES: tables.draw_figures,
    Layout.GRID: heatmap_grid.draw_heatmap,
    Layout.TIMELINE: _loaded_when_drawn("timeline", "draw_timeline"),
    Layout.CALENDAR: _loaded_when_drawn("calendar_page", "draw_days"),
    Layout.COLUMNS: _loaded_when_drawn("columns_page", "draw_chart"),
}
_PAGES: dict[Layout, _Draw] = {
    Layout.OVERVIEW: _loaded_when_drawn("overview_page", "draw_overview"),
    Layout.ENTITY: _loaded_when_drawn("entity_page", "draw_entity"),
    Layout.CALENDAR: _loaded_when_drawn("calendar_page", "draw_calendar_page"),
    Layout.COLUMNS: _loaded_when_drawn("columns_page", "draw_columns_page"),
    Layout.PROFILE: _loaded_when_drawn("profile_page", "draw_profile"),
    Layout.RACE: _loaded_when_drawn("race_page", "draw_race"),
    Layout.CARD: _loaded_when_drawn("cards", "draw_card"),
}
_WHOLES: dict[Layout, _Draw] = {Layout.STORY: _loaded_when_drawn("story_page", "draw_story")}
"""Layouts that are of parts alone."""
"""Layouts of a whole page, with title and notes."""
_FITS: dict[Layout, Callable[[Report, int], bool]] = {
    Layout.TABLE: tables.fits,
    Layout.GRID: heatmap_grid.fits,
}
_ICON = "♫"
_BESIDE = 55
"""Narrow parts are drawn side by side if each has this many cells, with the space between them."""
_BETWEEN = 3
_CLAUSE_GAP = " · "
_MORE = "--notes"


def draw_page(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the lines of a page, none wider than the style."""
    draw = (_PAGES if report.rows else _WHOLES).get(report.layout)
    page = _with_summary(draw, report, style) if draw else _page(report, style)
    if style.depth is ColourDepth.NONE:
        for line in page:
            line.rstrip()
    return page


def _with_summary(draw: _Draw, report: Report, style: OutputStyle) -> list[StyledText]:
    """Return a page of its own kind, with the sentence that would stand above a table below it."""
    below = draw_summary(report, style)[:-1]
    height = None if style.height is None else style.height - len(below)
    return [*draw(report, replace(style, height=height)), *below]


def draw_header(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the title, with the days of the window at the right end or below."""
    title = draw_title(f"{_ICON} {format_value(report.title, ColumnKind.TEXT)}", style)
    dates = window_dates(report)
    if title.cell_len + GAP + len(dates) <= style.width:
        title.append(" " * (style.width - title.cell_len - len(dates)))
        return [title.append(dates, SIDE)]
    title.truncate(style.width)
    return [title, *StyledText(dates, style=SIDE).wrap(style.width)]


def draw_title(text: str, style: OutputStyle) -> StyledText:
    """Return a title, in all colours of the scale where there are enough."""
    if style.depth is not ColourDepth.FULL or not style.has_ramp:
        return StyledText.assemble((text, HEADING))
    step = max(1, len(text) - 1) / SCALE_STEPS
    letters = ((letter, f"bold scale-{int(place / step)}") for place, letter in enumerate(text))
    return StyledText.assemble(*letters)


def draw_notes(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return what the answer rests on: one line, or each sentence if they are asked for.

    An answer that counts no plays has its sentences always. What does not fit the line is left
    out from its end.
    """
    if style.notes or not report.counting:
        notes = footnotes(report)
        return [line for note in notes for line in StyledText(note, style=SIDE).wrap(style.width)]
    short = clauses(report)
    for count in range(len(short), -1, -1):
        line = _CLAUSE_GAP.join([*short[:count], _MORE])
        if len(line) <= style.width:
            break
    note = StyledText(line, style=SIDE)
    note.truncate(style.width)
    sources = credit_lines(report) if style.credits else []
    return [
        note,
        *(each for one in sources for each in StyledText(one, style=SIDE).wrap(style.width)),
    ]


def draw_summary(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the sentence above the rows and an empty line, if there is one."""
    if not report.summary:
        return []
    text = StyledText(format_value(report.summary, ColumnKind.TEXT))
    return [*text.wrap(style.width), StyledText()]


def draw_body(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the rows of a report as its layout says, or why there are none."""
    if report.rows:
        return _BODIES.get(report.layout, tables.draw_figures)(report, style)
    empty = StyledText(format_value(report.empty, ColumnKind.TEXT), style=SIDE)
    return empty.wrap(style.width) if report.columns else []


def draw_parts(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the parts below each other; narrow ones in a row share the width of a wide page."""
    page: list[StyledText] = []
    columns = max(1, style.width // _BESIDE)
    width = _column_width(style, columns)
    for is_narrow, group in groupby(report.parts, lambda part: _is_narrow(part, width)):
        parts = list(group)
        step = columns if is_narrow else 1
        for first in range(0, len(parts), step):
            page.extend((StyledText(), *_beside(report, parts[first : first + step], style)))
    return page


def heading(report: Report) -> StyledText:
    """Return the title of a part."""
    return StyledText.assemble((format_value(report.title, ColumnKind.TEXT), HEADING))


def side_by_side(blocks: Sequence[Sequence[StyledText]], width: int, gap: int) -> list[StyledText]:
    """Return blocks of lines beside each other, each but the last as wide as this."""
    rows = zip_longest(*blocks, fillvalue=StyledText())
    between = StyledText(" " * gap)
    return [between.join([*(each.fit(width) for each in left), last]) for *left, last in rows]


def flowing_lines(
    pieces: Sequence[StyledText], width: int, *, cut: bool = True
) -> list[StyledText]:
    """Return pieces in as few lines as they fit, three cells apart; a piece stays whole.

    A piece that is wider than a line is cut, unless the caller breaks it.
    """
    lines: list[StyledText] = []
    for piece in pieces:
        if lines and lines[-1].cell_len + _BETWEEN + piece.cell_len <= width:
            lines[-1].append(" " * _BETWEEN).append(piece)
        else:
            lines.append(StyledText.assemble(piece))
    for line in lines if cut else ():
        line.truncate(width)
    return lines


def _page(report: Report, style: OutputStyle) -> list[StyledText]:
    page = [*draw_header(report, style), StyledText(), *draw_summary(report, style)]
    page += draw_body(report, style)
    page += draw_parts(report, style)
    notes = draw_notes(report, style)
    return [*page, StyledText(), *notes] if notes else page


def _is_narrow(part: Report, width: int) -> bool:
    fits = _FITS.get(part.layout)
    return fits is not None and not part.parts and fits(part, width)


def _beside(whole: Report, parts: Sequence[Report], style: OutputStyle) -> list[StyledText]:
    narrower = replace(style, width=_column_width(style, len(parts)))
    blocks = [_part(whole, part, narrower) for part in parts]
    return side_by_side(blocks, narrower.width, _BETWEEN)


def _part(whole: Report, part: Report, style: OutputStyle) -> list[StyledText]:
    line = heading(part)
    if part.span not in {None, whole.span}:
        line.append(f"  {window_dates(part)}", SIDE)
    line.truncate(style.width)
    summary = draw_summary(part, style)
    return [line, *summary, *draw_body(part, style), *draw_parts(part, style)]


def _column_width(style: OutputStyle, columns: int) -> int:
    return (style.width - _BETWEEN * (columns - 1)) // columns
