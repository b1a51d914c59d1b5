"""The Rich console behind a page, which is told everything and guesses next to nothing."""

from io import StringIO
from typing import TextIO

from rich.console import Console
from rich.text import Text

from musicanalyser.render.style import Look


def screen(stream: TextIO, look: Look) -> Console:
    """Return a console that writes just what it is given, in as many colours as there are."""
    return Console(
        file=stream,
        width=look.width,
        height=25,
        color_system="auto" if look.colour else None,
        force_terminal=look.colour,
        no_color=not look.colour,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )


def wrapped(text: Text, width: int) -> list[Text]:
    """Return the text in lines no wider than this."""
    console = screen(StringIO(), Look(width=width, colour=False))
    return list(text.wrap(console, width))
