"""Shows that a service is being waited for: a spinner where it can move, else one plain line."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from musicanalyser.context import Screen


@contextmanager
def waiting(screen: "Screen", text: str) -> Iterator[None]:
    """Show a text for as long as the block runs; nothing of a spinner is left behind."""
    if not screen.lively:
        screen.say(text)
        yield
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(file=screen.err, width=screen.width, emoji=False, markup=False)
    with console.status(Text(text)):
        yield
