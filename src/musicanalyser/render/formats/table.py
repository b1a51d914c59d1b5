"""Text for people, on a terminal or in a pipe; without colour it has no escape codes."""

from typing import TYPE_CHECKING, TextIO

from musicanalyser.render.style import ColourDepth, OutputStyle
from musicanalyser.report import Report

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from musicanalyser.render.ink.styled_text import StyledText

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
    stream.writelines(f"{text}\n" for text in _texts(report, style))


def printed_lines(lines: "Iterable[StyledText]", style: OutputStyle) -> "Iterator[str]":
    """Yield drawn lines as text with the escape codes, and the letters, that a style allows."""
    texts: Iterator[str] = (line.plain for line in lines)
    if style.depth is not ColourDepth.NONE:
        from musicanalyser.render.ink.terminal_colours import coloured_lines

        texts = coloured_lines(lines, style)
    return (text.translate(_IN_ASCII) for text in texts) if style.ascii else texts


def _texts(report: Report, style: OutputStyle) -> "Iterator[str]":
    if style.plain:
        from musicanalyser.render.plain_page import plain_lines

        texts = plain_lines(report)
        return (text.translate(_IN_ASCII) for text in texts) if style.ascii else texts
    from musicanalyser.render.paint.page import draw_page

    return printed_lines(draw_page(report, style), style)
