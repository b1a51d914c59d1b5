"""Draws a portrait as a card: its name, its lines with marks, and the citations."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from musicanalyser.render.card_text import Card, CardLine, Citation, make_card
from musicanalyser.render.ink.palette import HEADING, SIDE
from musicanalyser.render.ink.styled_text import StyledText
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.table_text import footnotes, window_dates
from musicanalyser.report import Report

_READABLE = 96
"""The greatest width in cells: longer lines are hard to read."""
_FRAMED = 44
"""The least width in cells for a frame: below it the text needs all of them."""
_MARGIN = 3
"""The cells of a frame and its padding on each side."""


def draw_card(report: Report, style: OutputStyle) -> list[StyledText]:
    """Return the lines of a card, none wider than the style."""
    width = min(style.width, _READABLE)
    has_frame = style.width >= _FRAMED
    inner = width - 2 * _MARGIN if has_frame else width
    shown = make_card(report)
    blocks = [
        [*[StyledText()] * has_frame, *_draw_portrait(shown, inner), StyledText()],
        [line for citation in shown.citations for line in _citation(citation, inner)],
        [*_footer(report, inner)],
    ]
    blocks = [block for block in blocks if block]
    if has_frame:
        return _in_frame(blocks, inner)
    rule = StyledText("─" * inner, style=SIDE)
    return [line for block in blocks for line in (rule, *block)][1:]


def _draw_portrait(shown: Card, width: int) -> Iterator[StyledText]:
    """Yield the name, the lines and the verdict, with an empty line between them."""
    blocks: list[list[StyledText]] = [
        [
            *StyledText(shown.name, style=HEADING).wrap(width),
            *StyledText(shown.tagline, style="italic").wrap(width),
        ],
        *(_card_line(line, width) for line in shown.lines),
        StyledText(shown.stamp, style="accent on badge").wrap(width) if shown.stamp else [],
        _with_mark("♥", StyledText(shown.redeeming), width) if shown.redeeming else [],
    ]
    for number, block in enumerate(block for block in blocks if block):
        if number:
            yield StyledText()
        yield from block


def _card_line(line: CardLine, width: int) -> list[StyledText]:
    text = StyledText.assemble(line.text, ("".join(line.marks), "accent"))
    return _with_mark("▸", text, width)


def _citation(citation: Citation, width: int) -> list[StyledText]:
    text = StyledText(citation.fact, style=SIDE)
    if citation.source:
        text.append(f" ({citation.source})")
    return _with_mark(citation.mark, text, width)


def _footer(report: Report, width: int) -> Iterator[StyledText]:
    for line in (window_dates(report), *footnotes(report)):
        if line:
            yield from StyledText(line, style=SIDE).wrap(width)


def _with_mark(mark: str, text: StyledText, width: int) -> list[StyledText]:
    """Return the lines of a text with a mark before the first and all others indented like it."""
    indent = cell_len(mark) + 1
    if indent * 2 > width:
        return StyledText.assemble((f"{mark} ", "accent"), text).wrap(width)
    marks = [StyledText(f"{mark} ", style="accent")]
    lines = text.wrap(width - indent)
    marks += [StyledText(" " * indent)] * (len(lines) - 1)
    return [StyledText.assemble(*each) for each in zip(marks, lines, strict=True)]


def _in_frame(blocks: Sequence[Sequence[StyledText]], inner: int) -> list[StyledText]:
    """Return blocks in a frame, with a rule between them."""
    padding, rule = " " * (_MARGIN - 1), "─" * (inner + 2 * _MARGIN - 2)
    page = [StyledText(f"╭{rule}╮", style="frame")]
    for number, block in enumerate(blocks):
        if number:
            page.append(StyledText(f"├{rule}┤", style="frame"))
        for line in block:
            line.rstrip()
            rest = " " * max(0, inner - line.cell_len)
            side = ("│", "frame")
            page.append(StyledText.assemble(side, padding, line, rest, padding, side))
    return [*page, StyledText(f"╰{rule}╯", style="frame")]
