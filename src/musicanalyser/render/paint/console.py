"""Writes lines in the colours of a terminal, by a Rich console that detects nothing else."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console
from rich.text import Text

from musicanalyser.render.paint.styled_text import StyledText
from musicanalyser.render.style import OutputStyle


def print_lines(lines: Iterable[StyledText], stream: TextIO, style: OutputStyle) -> None:
    """Write lines unchanged, in as many colours as the terminal has."""
    console = Console(
        file=stream,
        width=style.width,
        height=25,
        color_system="auto",
        force_terminal=True,
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    for line in lines:
        console.print(rich_text(line), soft_wrap=True)


def rich_text(line: StyledText) -> Text:
    """Return a line as Rich knows it."""
    return Text.assemble(*line.runs())
