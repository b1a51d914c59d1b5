"""The Rich console that draws lines, with everything set that it would otherwise detect."""

from io import StringIO
from typing import TextIO

from rich.console import Console
from rich.text import Text

from musicanalyser.render.style import OutputStyle


def make_console(stream: TextIO, style: OutputStyle) -> Console:
    """Return a console that writes text unchanged, in as many colours as the terminal has."""
    return Console(
        file=stream,
        width=style.width,
        height=25,
        color_system="auto" if style.colour else None,
        force_terminal=style.colour,
        no_color=not style.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def wrap(text: Text, width: int) -> list[Text]:
    """Return the text in lines of at most this many cells."""
    console = make_console(StringIO(), OutputStyle(width=width, colour=False))
    return list(text.wrap(console, width))
