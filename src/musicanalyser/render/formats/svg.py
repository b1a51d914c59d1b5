"""What the terminal shows, as an SVG picture that needs no other file or font."""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, TextIO

from musicanalyser.render.style import OutputStyle
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.report import Report

if TYPE_CHECKING:
    from musicanalyser.render.paint.styled_runs import StyledRun

FONTS = "ui-monospace,'SF Mono',Menlo,'Cascadia Mono','DejaVu Sans Mono',Consolas,monospace"
_CELL = 8.4
"""The width of a terminal cell in pixels."""
_LINE = 20
_BASELINE = 14.5
_MARGIN = 24
_BAR_HEIGHT = 10

_PICTURE = """\
<svg xmlns="http://www.w3.org/2000/svg" role="img" viewBox="0 0 {width:g} {height:g}" \
width="{width:g}" height="{height:g}" xml:space="preserve">
<title>{title}</title>
<style>text {{ font: 14px {fonts}; white-space: pre }} .b {{ font-weight: bold }}</style>
<rect x="0.5" y="0.5" width="{inner_width:g}" height="{inner_height:g}" rx="10" fill="{paper}" \
stroke="{edge}"/>
{content}
</svg>
"""


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:
    """Write the page on a dark background; bars and tiles are drawn as rectangles."""
    from musicanalyser.render.paint import palette
    from musicanalyser.render.paint.page import draw_page
    from musicanalyser.render.paint.styled_runs import styled_runs

    style = OutputStyle(width=style.width, colour=True, picture=True)
    page = list(styled_runs(draw_page(report, style)))
    shapes = [
        shape for number, line in enumerate(page) for run in line for shape in _shapes(run, number)
    ]
    cells = max((run.start + run.cells for line in page for run in line), default=0)
    width, height = cells * _CELL + 2 * _MARGIN, len(page) * _LINE + 2 * _MARGIN
    picture = _PICTURE.format(
        width=width,
        height=height,
        inner_width=width - 1,
        inner_height=height - 1,
        title=escape(sanitize(report.title)),
        fonts=FONTS,
        paper=palette.PAPER,
        edge=palette.EDGE,
        content="\n".join(shapes),
    )
    stream.write(picture)


def _shapes(run: "StyledRun", line: int) -> Iterator[str]:
    top = _MARGIN + line * _LINE
    if run.paper:
        yield _rect(run.start, run.cells, top + 1, _LINE - 2, run.paper)
    if run.bar:
        yield _rect(run.start, run.bar, top + (_LINE - _BAR_HEIGHT) / 2, _BAR_HEIGHT, run.ink)
    elif not run.text.isspace():
        yield _text(run, top)


def _rect(start: int, cells: float, top: float, height: float, fill: str) -> str:
    left = _MARGIN + start * _CELL
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{cells * _CELL:g}" height="{height:g}" rx="2" '
        f'fill="{fill}"/>'
    )


def _text(run: "StyledRun", top: float) -> str:
    left, length = _MARGIN + run.start * _CELL, run.cells * _CELL
    bold = ' class="b"' if run.bold else ""
    return (
        f'<text x="{left:g}" y="{top + _BASELINE:g}" textLength="{length:g}" '
        f'lengthAdjust="spacingAndGlyphs" fill="{run.ink}"{bold}>{escape(run.text)}</text>'
    )
