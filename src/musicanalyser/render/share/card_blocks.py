"""The blocks of a card: its title or great figure, figures in a row, lists and charts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from musicanalyser.render.charts.report_charts import draw_chart, tallest_chart
from musicanalyser.render.charts.svg_marks import box, label, number, ramp_step
from musicanalyser.render.list_columns import list_columns
from musicanalyser.render.share.card_frame import BODY, MARGIN, SECOND, SMALL
from musicanalyser.render.share.card_stack import Block
from musicanalyser.render.share.letter_widths import break_text, cut_text, text_width
from musicanalyser.render.table_text import as_number
from musicanalyser.render.wording import format_value
from musicanalyser.report import ColumnKind, Report, Row

_TITLE, _GREAT = 84, 168
_LINE, _SMALLEST = 1.12, 0.72
_SPACED = 0.8
"""The part of a line for spaced text before the spaces widen it."""
_ROW, _LOW_ROW, _TALL_ROW = 92, 74, 132
"""The least height of a row with and without text below its name, and the greatest."""
_FEWEST_ROWS, _GOOD_ROWS, _MOST_ROWS = 3, 5, 10
_BAR, _INDENT = 8, 52
_CHART_LEAST = 350
_FIGURES_IN_ROW = 4


class CardFigure(NamedTuple):
    """A figure in words: how it changed, and since when."""

    value: str
    name: str
    change: str = ""
    since: str = ""


def title_block(title: str, second: str, width: float, *, style: str = "") -> Block:
    """Return a title in the colours of the ramp, and a line in small type below it."""
    size = fitting_size(title, width)
    lines = break_text(title, size, width, lines=2, bold=True)
    height = len(lines) * size * _LINE + (SECOND * 1.5 if second else 0)

    def draw(top: float, _: float) -> Iterator[str]:
        for place, line in enumerate(lines):
            baseline = top + size * (0.8 + place * _LINE)
            yield label(line, MARGIN, baseline, size=size, role="lead", style="bold")
        if second:
            text = cut_text(second, SECOND, width)
            yield label(text, MARGIN, top + height - SECOND * 0.2, size=SECOND, style=style)

    return Block(least=height, most=height, draw=draw)


def fitting_size(title: str, width: float) -> float:
    """Return the size of a title: smaller for a long one, which may then have two lines."""
    longest = max(text_width(title, _TITLE, bold=True), 1)
    return min(_TITLE, max(_TITLE * width / longest, _TITLE * _SMALLEST))


def great_figure_block(figure: CardFigure, heading: str, width: float) -> Block:
    """Return one figure in the largest type under a heading, with its name and change below."""
    size = min(_GREAT, _GREAT * width / max(text_width(figure.value, _GREAT, bold=True), 1))
    head = SMALL * 2.2
    height = head + size * 0.8 + BODY * 1.7

    def draw(top: float, _: float) -> Iterator[str]:
        text = cut_text(heading.upper(), SMALL, width * _SPACED, bold=True)
        yield label(text, MARGIN, top + SMALL, size=SMALL, style="bold spaced")
        top += head
        yield label(figure.value, MARGIN, top + size * 0.74, size=size, role="lead", style="bold")
        baseline = top + size * 0.8 + BODY * 1.4
        yield label(figure.name, MARGIN, baseline, size=BODY, role="ink")
        text = f"{figure.change} {figure.since}".strip()
        yield label(text, MARGIN + width, baseline, size=SECOND, anchor="end")

    return Block(least=height, most=height, draw=draw)


def figures_block(figures: Sequence[CardFigure], width: float) -> Block:
    """Return figures beside each other, in two rows if there are many."""
    rows, row = -(-len(figures) // _FIGURES_IN_ROW), 104
    in_row = max(-(-len(figures) // rows), _FIGURES_IN_ROW - 1)
    lane = width / in_row

    def draw(top: float, _: float) -> Iterator[str]:
        for place, figure in enumerate(figures):
            line, lane_number = divmod(place, in_row)
            left, base = MARGIN + lane_number * lane, top + line * row
            room = lane - 16
            size = min(52, 52 * room / max(text_width(figure.value, 52, bold=True), 1))
            yield label(figure.value, left, base + 44, size=size, role="ink", style="bold")
            yield label(cut_text(figure.name, SMALL, room), left, base + 80, size=SMALL)

    return Block(least=rows * row - 16, most=rows * row - 16, draw=draw)


def chart_block(report: Report, width: float, *, waits: bool = False) -> Block | None:
    """Return the chart of a report, if it has one; it may wait until other blocks have room."""
    if draw_chart(report, width=width, height=_CHART_LEAST, text=SMALL) is None:
        return None

    def draw(top: float, height: float) -> Iterator[str]:
        chart = draw_chart(report, width=width, height=height, text=SMALL)
        if chart is not None:
            yield f'<g transform="translate({MARGIN} {number(top)})">{chart.shapes}</g>'

    most = tallest_chart(report, width)
    return Block(least=_CHART_LEAST, most=most, draw=draw, waits=waits)


def lists_block(lists: Sequence[Report], width: float, *, heading: bool) -> Block:
    """Return lists side by side; as many rows as there is room for."""
    gap = 48 if len(lists) > 1 else 0
    lane = (width - gap * (len(lists) - 1)) / len(lists)
    head = SMALL * 2.2 if heading else 0
    count = min(max(len(one.rows) for one in lists), _MOST_ROWS)
    is_low = len(lists) == 1 and list_columns(lists[0]).second is None
    least = _LOW_ROW if is_low else _ROW

    def draw(top: float, height: float) -> Iterator[str]:
        shown = min(count, max(int((height - head) / least), 1))
        row_height = min((height - head) / shown, _TALL_ROW)
        for place, report in enumerate(lists):
            left = MARGIN + place * (lane + gap)
            if heading:
                title = cut_text(report.title.upper(), SMALL, lane * _SPACED, bold=True)
                yield label(title, left, top + SMALL, size=SMALL, style="bold spaced")
            rows = _ListRows(report, left=left, width=lane, is_narrow=len(lists) > 1)
            for line, row in enumerate(report.rows[:shown]):
                yield from rows.draw(line, row, top + head + line * row_height)

    return Block(
        least=head + min(count, _FEWEST_ROWS) * least,
        good=head + min(count, _GOOD_ROWS) * least,
        most=head + count * _TALL_ROW,
        draw=draw,
    )


class _ListRows:
    """The rows of one list: rank, name, the text beside it, the main figure and its bar."""

    def __init__(self, report: Report, *, left: float, width: float, is_narrow: bool) -> None:
        self.report, self.left, self.width = report, left, width
        self.lanes = list_columns(report)
        self.name_size = SECOND if is_narrow else BODY
        self.is_narrow = is_narrow
        figures = (self._amount(row) for row in report.rows)
        self.largest = max((amount for amount in figures if amount is not None), default=0)
        self.indent = 0 if self.lanes.rank is None else _INDENT

    def draw(self, line: int, row: Row, top: float) -> Iterator[str]:
        """Yield a row; in a narrow list the figure stands below the name."""
        size, left, room = self.name_size, self.left + self.indent, self.width - self.indent
        figure = self._text(row, self.lanes.figure)
        second = self._text(row, self.lanes.second)
        right = 0 if self.is_narrow else text_width(figure, BODY) + 24
        if self.is_narrow:
            second = " · ".join(filter(None, (figure, second)))
        if self.indent:
            rank = self._text(row, self.lanes.rank)
            yield label(rank, self.left, top + size, size=size, role="accent", style="bold")
        is_bold = line == 0 and bool(self.indent) and not self.is_narrow
        text = cut_text(self._text(row, self.lanes.name), size, room - right, bold=is_bold)
        yield label(text, left, top + size, size=size, role="ink", style="bold" * is_bold)
        if not self.is_narrow:
            end = self.left + self.width
            yield label(figure, end, top + size, size=BODY, anchor="end", role="ink")
        if second:
            yield label(cut_text(second, SMALL, room), left, top + size + 32, size=SMALL)
        yield from self._bar(row, left, top + size + (46 if second else 20), room)

    def _bar(self, row: Row, left: float, top: float, width: float) -> Iterator[str]:
        amount = self._amount(row) if self.lanes.bar is not None else None
        if amount is None or not self.largest:
            return
        share = max(amount, 0) / self.largest
        yield box("nothing", left, top, width, _BAR, round_=_BAR / 2)
        if share:
            yield box(ramp_step(share), left, top, max(width * share, _BAR), _BAR, round_=_BAR / 2)

    def _amount(self, row: Row) -> float | None:
        return None if self.lanes.figure is None else as_number(row[self.lanes.figure])

    def _text(self, row: Row, place: int | None) -> str:
        if place is None:
            return ""
        kind = self.report.columns[place].kind
        text = format_value(row[place], kind)
        if kind is ColumnKind.COUNT and place == self.lanes.figure:
            return f"{text} {self.report.columns[place].title.lower()}"
        return text
