"""A card of any report: its great figure or title, its chart, its figures and its lists."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from musicanalyser.render.charts.chart import bar_place
from musicanalyser.render.charts.svg_calendar import days_of
from musicanalyser.render.ink.palette import Palette
from musicanalyser.render.list_columns import has_figures
from musicanalyser.render.share.card_blocks import (
    CardFigure,
    chart_block,
    figures_block,
    great_figure_block,
    text_block,
    title_block,
)
from musicanalyser.render.share.card_figures import find_figures, short_text
from musicanalyser.render.share.card_frame import MARGIN, SMALL, CardFrame
from musicanalyser.render.share.card_lists import lists_block
from musicanalyser.render.share.card_stack import Block, draw_stack
from musicanalyser.render.share.letter_widths import break_text
from musicanalyser.render.share.year_ring import MANY_DAYS, ring_block
from musicanalyser.render.style import CardShape
from musicanalyser.render.table_text import (
    clauses,
    footnotes,
    window_dates,
)
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Layout, Report, Span

_MOST_FIGURES, _FEW_FIGURES = 8, 4
_LISTS_BESIDE = 2
_SENTENCE = 42
_LICENCE = "CC BY"
"""What a note has that must be named wherever the data is shown."""
_NOTHING = "Nothing to show."


def draw_report_card(report: Report, shape: CardShape, palette: Palette) -> str:
    """Return a picture of the report and its parts, as much of it as the shape holds."""
    report = _within_window(report, report.span)
    figures = find_figures(report)
    width = shape.size[0] - 2 * MARGIN
    counted = report if report.columns else replace(report, parts=())
    licences = [note for note in footnotes(counted) if _LICENCE in note]
    notes = [" · ".join(clauses(counted)), *licences]
    frame = CardFrame(
        shape=shape,
        palette=palette,
        title=report.title,
        description=_describe(report, figures),
        dates=window_dates(report),
        notes=tuple(line for note in notes for line in break_text(note, SMALL, width, lines=2)),
    )
    blocks = list(_blocks(report, figures, frame.width))
    return frame.picture(draw_stack(blocks, frame.top, frame.bottom))


def _blocks(report: Report, figures: Sequence[CardFigure], width: float) -> Iterator[Block]:
    if not report.rows and not report.parts:
        yield title_block(report.title, _NOTHING, width)
        return
    yield from _opening(report, figures, width)
    if report.summary:
        yield text_block([report.summary], width, size=_SENTENCE, lines=8, role="ink")
        yield from _rings(report, figures, width)
    if own := None if _is_ring(report) else chart_block(report, width):
        yield own
    lists = [one for one in (report, *report.parts) if _is_list(one)]
    first, most = (
        int(_is_led(report) and not report.summary),
        _FEW_FIGURES if lists else _MOST_FIGURES,
    )
    if figures[first:]:
        yield figures_block(figures[first : first + most], width)
    if lists:
        shown = lists[:1] if report in lists else lists[:_LISTS_BESIDE]
        yield lists_block(shown, width, heading=report not in lists)
    charts = [one for one in report.parts if not _is_ring(one)]
    yield from (block for one in charts if (block := chart_block(one, width, waits=True)))


def _opening(report: Report, figures: Sequence[CardFigure], width: float) -> Iterator[Block]:
    """Yield the title of what says its answer in a sentence, else the ring or the great figure."""
    rings = list(_rings(report, figures, width))
    if report.summary or not (rings or _great(report, figures)):
        yield title_block(report.title, "", width)
    elif rings:
        yield from rings
    elif great := _great(report, figures):
        is_overview = report.layout is Layout.OVERVIEW
        label = report.span.label if is_overview and report.span else report.title
        yield great_figure_block(great, label, width)


def _rings(report: Report, figures: Sequence[CardFigure], width: float) -> Iterator[Block]:
    """Yield the ring of days around the great figure, or around their sum, if there are many."""
    calendar = next(filter(_is_ring, (report, *report.parts)), None)
    if calendar is not None:
        yield ring_block(days_of(calendar), _great(report, figures) or _total(calendar), width)


def _great(report: Report, figures: Sequence[CardFigure]) -> CardFigure | None:
    return figures[0] if figures and _is_led(report) else None


def _is_ring(report: Report) -> bool:
    """Return whether a report is of days so many that a ring shows more than squares."""
    return report.layout is Layout.CALENDAR and len(report.rows) >= MANY_DAYS


def _is_led(report: Report) -> bool:
    """Return whether the first figure stands for the whole: of figures, or of several answers."""
    return has_figures(report) or not report.columns


def _within_window(report: Report, span: Span | None) -> Report:
    """Return the days of a window alone: the calendar of an overview always shows a year."""
    parts = tuple(_within_window(part, span) for part in report.parts)
    if report.layout is not Layout.CALENDAR or span is None or span.since is None:
        return replace(report, parts=parts)
    first, last = span.since.date(), span.until.date()
    rows = [row for row in report.rows if isinstance(row[0], date) and first <= row[0] <= last]
    return replace(report, rows=rows, parts=parts)


def _total(calendar: Report) -> CardFigure:
    """Return the sum of the days, or how many there are if a sum means nothing."""
    column = calendar.columns[bar_place(calendar)]
    amounts = [amount for _, amount in days_of(calendar) if amount is not None]
    if column.kind is ColumnKind.SHARE:
        return CardFigure(format_value(len(amounts), ColumnKind.COUNT), "days")
    return CardFigure(short_text(int(sum(amounts)), column.kind), column.title)


def _is_list(report: Report) -> bool:
    is_table = report.layout is Layout.TABLE and not has_figures(report)
    return bool(report.rows) and is_table


def _describe(report: Report, figures: Sequence[CardFigure]) -> str:
    """Return what the card shows, in words."""
    words = [f"{figure.name}: {figure.value}" for figure in figures[:_MOST_FIGURES]]
    lists = (one.title for one in (report, *report.parts) if _is_list(one))
    words += lists
    return f"{report.title}, {window_dates(report)}. {'; '.join(words)}."
