"""Text for people, on a terminal or in a pipe; without colour it has no escape codes."""

from typing import TYPE_CHECKING, TextIO

from musicanalyser.render.style import ColourDepth, OutputStyle
from musicanalyser.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterator

_IN_ASCII = str.maketrans(
    {
        **dict.fromkeys("━╸■█▀", "="),
        **dict.fromkeys("─┄", "-"),
        **dict.fromkeys("│├┤╭╮╰╯", "|"),
        **dict(zip("░▒▓", "123", strict=True)),
        **dict(zip("▁▂▃▄▅▆▇", "_.-:=+*", strict=True)),
        **dict(zip("●◐»▲▼·…▸♥♫▶‖", "fs>+-.~>*#>=", strict=True)),
        "\N{EN DASH}": "-",
        "\N{MINUS SIGN}": "-",
        "≥": ">=",
        "±": "+",
    }
)
"""What marks become where there is nothing but ASCII; all but one are as wide as before."""


def write(report: Report, stream: TextIO, *, style: OutputStyle) -> None:
    """Write the page; no line is wider than the style."""
    texts = _lines(report, style)
    if style.ascii:
        texts = (text.translate(_IN_ASCII) for text in texts)
    stream.writelines(f"{text}\n" for text in texts)


def _lines(report: Report, style: OutputStyle) -> "Iterator[str]":
    if style.plain:
        from musicanalyser.render.plain_page import plain_lines

        return plain_lines(report)
    from musicanalyser.render.paint.page import draw_page

    lines = draw_page(report, style)
    if style.depth is ColourDepth.NONE:
        return (line.plain for line in lines)
    from musicanalyser.render.ink.terminal_colours import coloured_lines

    return coloured_lines(lines, style)
