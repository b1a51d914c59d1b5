"""Draws a report as a page: title and window, body, parts, and footnotes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from rich.cells import cell_len

from musicanalyser.render.paint import heatmap_grid, palette, tables, timeline
from musicanalyser.render.paint.column_widths import GAP
from musicanalyser.render.paint.styled_text import StyledText
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import footnotes, subtitle
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Layout, Report


def _draw_card(report: Report, style: OutputStyle) -> list[StyledText]:
    from musicanalyser.render.paint.cards import draw_card

    return draw_card(report, style)


_LAYOUTS: dict[Layout, Callable[[Report, OutputStyle], list[StyledText]]] = {
    Layout.TABLE: tables.draw_table,
    Layout.FIGURES: tables.draw_figures,
    Layout.GRID: heatmap_grid.draw_heatmap,
    Layout.TIMELINE: timeline.draw_timeline,
    Layout.CARD: _draw_card,
}
_FITS: dict[Layout, Callable[[Report, int], bool]] = {
    Layout.TABLE: tables.fits,
    Layout.GRID: heatmap_grid.fits,
}
_BESIDE = 60
"""Narrow parts are drawn side by side if each has this many cells, with the space between them."""
_BETWEEN = 4


def draw_page(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the lines of a page, none wider than the style."""
    is_card = report.layout is Layout.CARD and report.rows
    page = _draw_card(report, style) if is_card else _page(report, style)
    if not style.colour:
        for line in page:
            line.rstrip()
    return page


def _page(report: Report, style: OutputStyle) -> list[StyledText]:
    page = [*_header(report, style.width), *_body(report, style), *_parts(report, style)]
    notes = footnotes(report)
    if notes:
        page.append(StyledText())
    for note in notes:
        page.extend(StyledText(note, style=palette.DIM).wrap(style.width))
    return page


def _header(report: Report, width: int) -> list[StyledText]:
    label, dates = subtitle(report)
    line = _title(report)
    if label:
        line.append(f"  {label}")
    page = [line]
    if line.cell_len + GAP + cell_len(dates) <= width:
        line.append(" " * (width - line.cell_len - cell_len(dates)))
        line.append(dates, style=palette.DIM)
        line.rstrip()
    else:
        line.truncate(width)
        page.extend(StyledText(dates, style=palette.DIM).wrap(width))
    return [*page, StyledText("─" * width, style=palette.DIM)]


def _body(report: Report, style: OutputStyle) -> list[StyledText]:
    if report.rows:
        return _LAYOUTS[report.layout](report, style)
    empty = StyledText(format_value(report.empty, ColumnKind.TEXT), style=palette.DIM)
    return empty.wrap(style.width) if report.columns else []


def _parts(report: Report, style: OutputStyle) -> list[StyledText]:
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


def _is_narrow(part: Report, width: int) -> bool:
    fits = _FITS.get(part.layout)
    return fits is not None and not part.parts and fits(part, width)


def _beside(whole: Report, parts: Sequence[Report], style: OutputStyle) -> list[StyledText]:
    narrower = replace(style, width=_column_width(style, len(parts)))
    blocks = [_part(whole, part, narrower) for part in parts]
    return [_row(across, narrower.width) for across in zip_longest(*blocks, fillvalue=StyledText())]


def _row(across: Sequence[StyledText], width: int) -> StyledText:
    *left, last = across
    return StyledText(" " * _BETWEEN).join([*(each.fit(width) for each in left), last])


def _part(whole: Report, part: Report, style: OutputStyle) -> list[StyledText]:
    line = _title(part)
    if part.span not in {None, whole.span}:
        line.append("  ".join(("", *subtitle(part))), style=palette.DIM)
    line.truncate(style.width)
    return [line, *_body(part, style), *_parts(part, style)]


def _column_width(style: OutputStyle, columns: int) -> int:
    return (style.width - _BETWEEN * (columns - 1)) // columns


def _title(report: Report) -> StyledText:
    return StyledText.assemble((format_value(report.title, ColumnKind.TEXT), palette.TITLE))
