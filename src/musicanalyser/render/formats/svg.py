"""An SVG picture that needs no other file or font: what the terminal shows, or a card."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING, TextIO

from musicanalyser.render.style import ColourDepth, OutputStyle, Paper
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.report import Report

if TYPE_CHECKING:
    from musicanalyser.render.ink.styled_runs import StyledRun

FONTS = "ui-monospace,'SF Mono',Menlo,'Cascadia Mono','DejaVu Sans Mono',Consolas,monospace"
_CELL = 8.4
"""The width of a terminal cell in pixels."""
_LINE = 20
_BASELINE = 14.5
_MARGIN = 24

_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {height:g}" \
width="{width:g}" height="{height:g}">
<title>{title}</title>
<style>text {{ font: 14px {fonts}; white-space: pre }}
.b {{ font-weight: bold }} .i {{ font-style: italic }}</style>
<rect x="0.5" y="0.5" width="{inner_width:g}" height="{inner_height:g}" rx="10" fill="{paper}" \
stroke="{edge}"/>
{content}
</svg>
"""


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:
    """Write the picture, dark unless the paper is light; marks are shapes, one path a colour.

    It is a card if the style says so, otherwise what the terminal shows.
    """
    style = picture_style(style)
    if style.card is not None:
        from musicanalyser.render.share.card_picture import draw_card_picture

        stream.write(draw_card_picture(report, style.card, style.paper))
        return
    stream.write(_screen_picture(report, style))


def _screen_picture(report: Report, style: OutputStyle) -> str:
    from musicanalyser.render.ink.palette import palette_for
    from musicanalyser.render.ink.styled_runs import styled_runs
    from musicanalyser.render.paint.page import draw_page

    palette = palette_for(style.paper)
    page = list(styled_runs(draw_page(report, style), palette))
    cells = max((run.start + run.cells for line in page for run in line), default=0)
    width, height = cells * _CELL + 2 * _MARGIN, len(page) * _LINE + 2 * _MARGIN
    return _PICTURE.format(
        width=width,
        height=height,
        inner_width=width - 1,
        inner_height=height - 1,
        title=escape(sanitize(report.title)),
        fonts=FONTS,
        paper=palette.ground,
        edge=palette.inks["frame"].rgb,
        content="\n".join([*_paths(page), *_texts(page)]),
    )


def picture_style(style: OutputStyle) -> OutputStyle:
    """Return the style for a picture: in full colour, on dark paper unless it is to be light."""
    paper = style.paper if style.paper is Paper.LIGHT else Paper.DARK
    return replace(style, depth=ColourDepth.FULL, paper=paper, height=None, credits=True)


def _paths(page: Iterable[Iterable["StyledRun"]]) -> Iterator[str]:
    """Yield the backgrounds and then the drawn characters, all of a colour at once."""
    grounds, drawn = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    for line, runs in enumerate(page):
        for run in runs:
            if run.ground:
                grounds[run.ground].append(_box(run.start, line, run.cells, 1))
            if run.is_drawn:
                drawn[run.ink] += _boxes(run, line)
    for paths in (grounds, drawn):
        for colour, boxes in paths.items():
            yield f'<path shape-rendering="crispEdges" fill="{colour}" d="{"".join(boxes)}"/>'


def _boxes(run: "StyledRun", line: int) -> Iterator[str]:
    """Yield the shapes of a run; those of equal characters in a row are drawn as one."""
    from itertools import groupby

    from musicanalyser.render.ink.cell_shapes import shapes_of

    start = run.start
    for character, group in groupby(run.text):
        count = len(list(group))
        for shape in shapes_of(character) or ():
            repeats = 1 if shape.width == 1 else count
            for place in range(start, start + repeats):
                width = count if repeats == 1 and shape.width == 1 else shape.width
                yield _box(place + shape.left, line + shape.top, width, shape.height)
        start += count


def _box(left: float, top: float, width: float, height: float) -> str:
    x, y = _MARGIN + left * _CELL, _MARGIN + top * _LINE
    return f"M{x:.5g} {y:.5g}h{width * _CELL:.4g}v{height * _LINE:.4g}h{-width * _CELL:.4g}z"


def _texts(page: Iterable[Iterable["StyledRun"]]) -> Iterator[str]:
    for line, runs in enumerate(page):
        for run in runs:
            if not run.is_drawn and not run.text.isspace():
                yield _text(run, _MARGIN + line * _LINE + _BASELINE)


def _text(run: "StyledRun", baseline: float) -> str:
    left, length = _MARGIN + run.start * _CELL, run.cells * _CELL
    voice = f"{'b' * run.bold} {'i' * run.italic}".strip()
    voice = f' class="{voice}"' if voice else ""
    return (
        f'<text xml:space="preserve" x="{left:g}" y="{baseline:g}" textLength="{length:g}" '
        f'lengthAdjust="spacingAndGlyphs" fill="{run.ink}"{voice}>{escape(run.text)}</text>'
    )
