"""A card of a roast: the name, the verdict and three lines, with what proves them."""

from collections.abc import Iterator, Sequence

from musicanalyser.render.card_text import Card, CardLine, Citation, make_card
from musicanalyser.render.charts.svg_marks import box, label, number, written
from musicanalyser.render.ink.palette import Palette
from musicanalyser.render.share.card_blocks import text_block, title_block
from musicanalyser.render.share.card_frame import MARGIN, SECOND, SMALL, CardFrame
from musicanalyser.render.share.card_stack import Block, draw_stack, fits
from musicanalyser.render.share.letter_widths import break_text, text_width
from musicanalyser.render.style import CardShape
from musicanalyser.render.table_text import window_dates
from musicanalyser.report import Report

_LINES = 3
_HEIGHT = 1.3
_INDENT = 34
_MOST_TEXT_LINES = 6
_SIZES = {True: (46, 42, 38, 36), False: (38, 36, 32, 28, 24)}
"""The sizes of the lines with and without the kind word: the first with which all fits."""
_HEART = (
    '<path class="accent" transform="translate({x} {y}) scale(1.2)" d="M10 19C4 14 0 10 0 5.5'
    'A5.3 5.3 0 0 1 10 3A5.3 5.3 0 0 1 20 5.5C20 10 16 14 10 19z"/>'
)


def draw_roast_card(report: Report, shape: CardShape, palette: Palette) -> str:
    """Return the picture of a roast; its facts are shown if the shape has room for them."""
    card = make_card(report)
    frame = CardFrame(
        shape=shape,
        palette=palette,
        title=f"Roast: {card.name}",
        description=" ".join(
            [card.tagline, *(line.text for line in card.lines[:_LINES]), card.stamp]
        ),
        dates=window_dates(report),
    )
    room = frame.bottom - frame.top
    choices = [
        list(_blocks(card, frame.width, size, is_kind=is_kind))
        for is_kind, sizes in _SIZES.items()
        for size in sizes
    ]
    blocks = next((each for each in choices if fits(each, room)), choices[-1])
    receipts = _receipts(card, frame.width)
    return frame.picture(draw_stack([*blocks, *receipts], frame.top, frame.bottom))


def _blocks(card: Card, width: float, size: float, *, is_kind: bool) -> Iterator[Block]:
    lines = card.lines[:_LINES]
    yield title_block(card.name, card.tagline, width, style="italic")
    yield _lines_block(lines, width, size)
    if card.stamp:
        yield _stamp_block(card.stamp, width)
    if card.redeeming and is_kind:
        yield text_block([card.redeeming], width, size=SECOND, sign=_HEART)


def _receipts(card: Card, width: float) -> Iterator[Block]:
    """Yield the facts that the lines cite; a card without room for them is complete."""
    marks = {mark for line in card.lines[:_LINES] for mark in line.marks}
    citations = [one for one in card.citations if one.mark in marks]
    if citations:
        yield text_block([_receipt(one) for one in citations], width, size=SMALL)


def _receipt(citation: Citation) -> str:
    return f"{citation.mark.strip('[]')}  {citation.fact}"


def _lines_block(lines: Sequence[CardLine], width: float, size: float) -> Block:
    """Return the lines beside a bar each, with the numbers of their facts."""
    step, between = size * _HEIGHT, 28
    broken = [
        break_text(line.text, size, width - _INDENT - 40, lines=_MOST_TEXT_LINES) for line in lines
    ]
    height = sum(len(each) * step for each in broken) + between * (len(broken) - 1)

    def draw(top: float, room: float) -> Iterator[str]:
        gap = between + (room - height) / max(len(broken) - 1, 1)
        for line, texts in zip(lines, broken, strict=True):
            tall = len(texts) * step
            yield box("ramp-2", MARGIN, top, 6, tall - 6, round_=3)
            for place, text in enumerate(texts):
                baseline = top + size * 0.86 + place * step
                marks = line.marks if place == len(texts) - 1 else ()
                yield _marked(text, marks, MARGIN + _INDENT, baseline, size)
            top += tall + gap

    return Block(least=height, most=height + 40 * len(broken), draw=draw)


def _marked(text: str, marks: Sequence[str], left: float, baseline: float, size: float) -> str:
    """Return a line of text that ends in small raised numbers."""
    raised = "".join(
        f'<tspan class="accent bold" font-size="22" dx="6" dy="{-12 if place == 0 else 0}">'
        f"{written(mark.strip('[]'))}</tspan>"
        for place, mark in enumerate(marks)
    )
    return (
        f'<text class="ink" x="{number(left)}" y="{number(baseline)}" font-size="{number(size)}">'
        f"{written(text)}{raised}</text>"
    )


def _stamp_block(stamp: str, width: float) -> Block:
    """Return the verdict on a badge."""
    size, inner = SECOND, 28
    lines = break_text(stamp, size, width - 2 * inner, lines=2, bold=True)
    step = size * _HEIGHT
    height = len(lines) * step + 30
    widest = max(text_width(line, size, bold=True) for line in lines)

    def draw(top: float, _: float) -> Iterator[str]:
        yield box("badge", MARGIN, top, min(widest + 2 * inner, width), height, round_=28)
        for place, line in enumerate(lines):
            baseline = top + 15 + size * 0.95 + place * step
            yield label(line, MARGIN + inner, baseline, size=size, role="accent", style="bold")

    return Block(least=height, most=height, draw=draw)
