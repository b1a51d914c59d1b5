"""Lists on a card: as many rows as there is room for, beside each other if there are two."""

from collections.abc import Iterator, Sequence

from musicanalyser.render.charts.svg_marks import box, label, ramp_step
from musicanalyser.render.list_columns import list_columns
from musicanalyser.render.share.card_blocks import SPACED
from musicanalyser.render.share.card_frame import BODY, MARGIN, SECOND, SMALL
from musicanalyser.render.share.card_stack import Block
from musicanalyser.render.share.letter_widths import cut_text, text_width
from musicanalyser.render.table_text import as_number
from musicanalyser.render.wording import format_value, with_title
from musicanalyser.report import ColumnKind, Report, Row

_ROW, _LOW_ROW, _TALL_ROW = 92, 74, 132
"""The least height of a row with and without text below its name, and the greatest."""
_FEWEST_ROWS, _GOOD_ROWS, _MOST_ROWS = 3, 5, 10
_BAR, _INDENT = 8, 52


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
                title = cut_text(report.title.upper(), SMALL, lane * SPACED, bold=True)
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
            return with_title(text, self.report.columns[place].title)
        return text
