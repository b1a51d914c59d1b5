"""Lays a report out as a page: title and window, body, parts, and what it all rests on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from rich.cells import cell_len
from rich.text import Text

from musicanalyser.render.layout import footnotes, subtitle
from musicanalyser.render.paint import cards, heatmap_grid, palette, tables, timeline
from musicanalyser.render.paint.column_widths import GAP, placed
from musicanalyser.render.paint.console import wrapped
from musicanalyser.render.style import Look
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Layout, Report

_LAYOUTS: dict[Layout, Callable[[Report, Look], list[Text]]] = {
    Layout.TABLE: tables.table,
    Layout.FIGURES: tables.figures,
    Layout.GRID: heatmap_grid.grid,
    Layout.TIMELINE: timeline.timeline,
    Layout.CARD: cards.page,
}
_NARROW: dict[Layout, Callable[[Report, int], bool]] = {
    Layout.TABLE: tables.narrow,
    Layout.GRID: heatmap_grid.narrow,
}
_BESIDE = 60
"""Narrow parts stand side by side where each has this much room, with the space between them."""
_BETWEEN = 4


def lines(report: Report, look: Look) -> list[Text]:
    """Return the page, no line of which is wider than the look."""
    is_card = report.layout is Layout.CARD and report.rows
    page = cards.page(report, look) if is_card else _page(report, look)
    if not look.colour:
        for line in page:
            line.rstrip()
    return page


def _page(report: Report, look: Look) -> list[Text]:
    page = [*_header(report, look.width), *_body(report, look), *_parts(report, look)]
    notes = footnotes(report)
    if notes:
        page.append(Text())
    for note in notes:
        page.extend(wrapped(Text(note, style=palette.SIDE), look.width))
    return page


def _header(report: Report, width: int) -> list[Text]:
    label, dates = subtitle(report)
    line = _title(report)
    if label:
        line.append(f"  {label}")
    page = [line]
    if line.cell_len + GAP + cell_len(dates) <= width:
        line.pad_right(width - line.cell_len - cell_len(dates))
        line.append(dates, style=palette.SIDE)
        line.rstrip()
    else:
        line.truncate(width, overflow="ellipsis")
        page.extend(wrapped(Text(dates, style=palette.SIDE), width))
    return [*page, Text("─" * width, style=palette.SIDE)]


def _body(report: Report, look: Look) -> list[Text]:
    if report.rows:
        return _LAYOUTS[report.layout](report, look)
    empty = Text(format_value(report.empty, ColumnKind.TEXT), style=palette.SIDE)
    return wrapped(empty, look.width) if report.columns else []


def _parts(report: Report, look: Look) -> list[Text]:
    """Stack the parts, save for narrow ones next to each other, which share a wide page."""
    page: list[Text] = []
    abreast = max(1, look.width // _BESIDE)
    share = _share(look, abreast)
    for narrow, group in groupby(report.parts, lambda part: _is_narrow(part, share)):
        parts = list(group)
        step = abreast if narrow else 1
        for first in range(0, len(parts), step):
            page.extend((Text(), *_beside(report, parts[first : first + step], look)))
    return page


def _is_narrow(part: Report, width: int) -> bool:
    fits = _NARROW.get(part.layout)
    return fits is not None and not part.parts and fits(part, width)


def _beside(whole: Report, parts: Sequence[Report], look: Look) -> list[Text]:
    narrower = replace(look, width=_share(look, len(parts)))
    blocks = [_part(whole, part, narrower) for part in parts]
    return [_row(across, narrower.width) for across in zip_longest(*blocks, fillvalue=Text())]


def _row(across: Sequence[Text], width: int) -> Text:
    *left, last = across
    return Text(" " * _BETWEEN).join([*(placed(each, width) for each in left), last])


def _part(whole: Report, part: Report, look: Look) -> list[Text]:
    line = _title(part)
    if part.span not in {None, whole.span}:
        line.append("  ".join(("", *subtitle(part))), style=palette.SIDE)
    line.truncate(look.width, overflow="ellipsis")
    return [line, *_body(part, look), *_parts(part, look)]


def _share(look: Look, abreast: int) -> int:
    return (look.width - _BETWEEN * (abreast - 1)) // abreast


def _title(report: Report) -> Text:
    return Text.assemble((format_value(report.title, ColumnKind.TEXT), palette.TITLE))
