"""What the terminal shows, as an HTML page that loads nothing from anywhere."""

from html import escape
from typing import TYPE_CHECKING, TextIO

from musicanalyser.render.formats.svg import FONTS, picture_style
from musicanalyser.render.style import OutputStyle
from musicanalyser.render.terminal_text import sanitize
from musicanalyser.report import Report

if TYPE_CHECKING:
    from musicanalyser.render.paint.styled_runs import StyledRun

_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{title}</title>
<style>
body {{ background: {paper}; color: {ink}; margin: 2rem }}
pre {{ font: 14px/20px {fonts}; width: {width}ch; margin: 0 auto }}
span {{ unicode-bidi: isolate }}
.kept {{ display: inline-block; height: 20px; vertical-align: top }}
</style>
</head>
<body>
<pre>{content}</pre>
</body>
</html>
"""


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:
    """Write the page on a dark background, unless the paper is light.

    Runs are isolated, so that text from right to left stays in its column. A run outside ASCII may
    be drawn in another font, so its width is fixed.
    """
    from musicanalyser.render.paint.page import draw_page
    from musicanalyser.render.paint.palette import palette_for
    from musicanalyser.render.paint.styled_runs import styled_runs

    style = picture_style(style)
    palette = palette_for(style.paper)
    page = list(styled_runs(draw_page(report, style), palette))
    document = _PAGE.format(
        title=escape(sanitize(report.title)),
        paper=palette.ground,
        ink=palette.ink,
        fonts=FONTS,
        width=max((run.start + run.cells for line in page for run in line), default=0),
        content="\n".join("".join(map(_span, line)) for line in page),
    )
    stream.write(document)


def _span(run: "StyledRun") -> str:
    style = f"color:{run.ink}"
    if run.ground:
        style += f";background:{run.ground}"
    if run.bold:
        style += ";font-weight:bold"
    if run.text.isascii():
        return f'<span style="{style}">{escape(run.text)}</span>'
    return f'<span class="kept" style="{style};width:{run.cells}ch">{escape(run.text)}</span>'
