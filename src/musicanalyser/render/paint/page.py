"""Draws a report as a page: title and window, body, parts, and footnotes."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from rich.cells import cell_len
from rich.text import Text

from musicanalyser.render.paint import heatmap_grid, palette, tables, timeline
from musicanalyser.render.paint.column_widths import GAP, fit_text
from musicanalyser.render.paint.console import wrap
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import footnotes, subtitle
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Layout, Report


def _draw_card(report: Report, style: OutputStyle) -> list[Text]:
    from musicanalyser.render.paint.cards import draw_card

    return draw_card(report, style)


_LAYOUTS: dict[Layout, Callable[[Report, OutputStyle], list[Text]]] = {
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


def draw_page(report: Report, style: OutputStyle) -> list[Text]:
    """Return the lines of a page, none wider than the style."""
    is_card = report.layout is Layout.CARD and report.rows
    page = _draw_card(report, style) if is_card else _page(report, style)
    if not style.colour:
        for line in page:
            line.rstrip()
    return page


def _page(report: Report, style: OutputStyle) -> list[Text]:
    page = [*_header(report, style.width), *_body(report, style), *_parts(report, style)]
    notes = footnotes(report)
    if notes:
        page.append(Text())
    for note in notes:
        page.extend(wrap(Text(note, style=palette.DIM), style.width))
    return page


def _header(report: Report, width: int) -> list[Text]:
    label, dates = subtitle(report)
    line = _title(report)
    if label:
        line.append(f"  {label}")
    page = [line]
    if line.cell_len + GAP + cell_len(dates) <= width:
        line.pad_right(width - line.cell_len - cell_len(dates))
        line.append(dates, style=palette.DIM)
        line.rstrip()
    else:
        line.truncate(width, overflow="ellipsis")
        page.extend(wrap(Text(dates, style=palette.DIM), width))
    return [*page, Text("─" * width, style=palette.DIM)]


def _body(report: Report, style: OutputStyle) -> list[Text]:
    if report.rows:
        return _LAYOUTS[report.layout](report, style)
    empty = Text(format_value(report.empty, ColumnKind.TEXT), style=palette.DIM)
    return wrap(empty, style.width) if report.columns else []


def _parts(report: Report, style: OutputStyle) -> list[Text]:
    """Return the parts below each other; narrow ones in a row share the width of a wide page."""
    page: list[Text] = []
    columns = max(1, style.width // _BESIDE)
    width = _column_width(style, columns)
    for is_narrow, group in groupby(report.parts, lambda part: _is_narrow(part, width)):
        parts = list(group)
        step = columns if is_narrow else 1
        for first in range(0, len(parts), step):
            page.extend((Text(), *_beside(report, parts[first : first + step], style)))
    return page


def _is_narrow(part: Report, width: int) -> bool:
    fits = _FITS.get(part.layout)
    return fits is not None and not part.parts and fits(part, width)


def _beside(whole: Report, parts: Sequence[Report], style: OutputStyle) -> list[Text]:
    narrower = replace(style, width=_column_width(style, len(parts)))
    blocks = [_part(whole, part, narrower) for part in parts]
    return [_row(across, narrower.width) for across in zip_longest(*blocks, fillvalue=Text())]


def _row(across: Sequence[Text], width: int) -> Text:
    *left, last = across
    return Text(" " * _BETWEEN).join([*(fit_text(each, width) for each in left), last])


def _part(whole: Report, part: Report, style: OutputStyle) -> list[Text]:
    line = _title(part)
    if part.span not in {None, whole.span}:
        line.append("  ".join(("", *subtitle(part))), style=palette.DIM)
    line.truncate(style.width, overflow="ellipsis")
    return [line, *_body(part, style), *_parts(part, style)]


def _column_width(style: OutputStyle, columns: int) -> int:
    return (style.width - _BETWEEN * (columns - 1)) // columns


def _title(report: Report) -> Text:
    return Text.assemble((format_value(report.title, ColumnKind.TEXT), palette.TITLE))
