"""The blocks of a card: its title or great figure, figures in a row, and charts."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from musicanalyser.render.charts.report_charts import draw_chart, tallest_chart
from musicanalyser.render.charts.svg_marks import label, number
from musicanalyser.render.share.card_frame import BODY, MARGIN, SECOND, SMALL
from musicanalyser.render.share.card_stack import Block
from musicanalyser.render.share.letter_widths import break_text, cut_text, text_width
from musicanalyser.report import Report

_TITLE, _GREAT = 84, 168
_LINE, _SMALLEST = 1.12, 0.72
SPACED = 0.8
"""The part of a line for spaced text before the spaces widen it."""
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
        text = cut_text(heading.upper(), SMALL, width * SPACED, bold=True)
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


def text_block(
    texts: Sequence[str],
    width: float,
    *,
    size: int,
    sign: str = "",
    lines: int = 2,
    role: str = "side",
) -> Block:
    """Return paragraphs of up to so many lines, beside a sign if there is one."""
    indent = size * 1.5 if sign else 0
    broken = [
        line for text in texts for line in break_text(text, size, width - indent, lines=lines)
    ]
    step = size * 1.36
    height = len(broken) * step

    def draw(top: float, _: float) -> Iterator[str]:
        if sign:
            yield sign.format(x=number(MARGIN), y=number(top + size * 0.2))
        for place, line in enumerate(broken):
            yield label(
                line, MARGIN + indent, top + size * 0.9 + place * step, size=size, role=role
            )

    return Block(least=height, most=height, draw=draw)
