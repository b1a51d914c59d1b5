"""Plays a story on the terminal: a card a screen, and keys to go on, back, to the end or out."""

import os
import select
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from enum import Enum
from typing import TYPE_CHECKING, TextIO

from musicanalyser.cli.terminal.screen_style import screen_style
from musicanalyser.render.formats.table import printed_lines
from musicanalyser.render.paint.page import draw_page
from musicanalyser.render.paint.story_page import draw_cards
from musicanalyser.report import Report

if TYPE_CHECKING:
    from musicanalyser.context import Screen

_ENTER, _LEAVE = "\x1b[?1049h\x1b[?25l", "\x1b[?25h\x1b[?1049l"
"""To another screen without a cursor, and back, as in all terminals that follow xterm."""
_CLEAR = "\x1b[H\x1b[2J"
_HINT = "space: on   b: back   e: to the roast   q: quit"
_HINT_LINES = 2
_ESCAPE = b"\x1b"
_LINE_S = 0.03
"""The time between two lines of a card that appears."""

Screenful = Sequence[str]


class Move(Enum):
    """Where a key leads."""

    ON = "on"
    BACK = "back"
    END = "end"
    OUT = "out"


_MOVES = {
    **dict.fromkeys((b" ", b"\r", b"\n", b"n", b"l", b"j", b"\x1b[C", b"\x1b[6~"), Move.ON),
    **dict.fromkeys((b"b", b"p", b"h", b"k", b"\x7f", b"\x1b[D", b"\x1b[5~"), Move.BACK),
    **dict.fromkeys((b"e", b"G", b"\x1b[F"), Move.END),
    **dict.fromkeys((b"q", b"\x1b", b"\x04", b""), Move.OUT),
}


def can_play(screen: "Screen") -> bool:
    """Return whether somebody sits before a terminal that can show one card after another."""
    is_capable = screen.environ.get("TERM", "dumb") != "dumb" and not screen.plain
    return os.name == "posix" and is_capable and screen.out.isatty() and sys.stdin.isatty()


def play_story(story: Report, screen: "Screen") -> None:
    """Show the cards until somebody leaves; the last card then stays on the screen."""
    style = screen_style(screen)
    cards = [list(printed_lines(card, style)) for card in draw_cards(story, style)]
    last = list(printed_lines(draw_page(story.parts[-1], style), style))
    split = [split_screens(card, screen.height - _HINT_LINES) for card in cards]
    screens = [one for card in split for one in card]
    with _full_screen(screen.out):
        _show(screens, len(screens) - len(split[-1]), screen.out)
    screen.out.writelines(f"{line}\n" for line in last)


def split_screens(lines: Screenful, height: int) -> list[Screenful]:
    """Return a card as screens of at most so many lines."""
    height = max(height, 1)
    return [lines[first : first + height] for first in range(0, len(lines), height)]


def next_place(place: int, move: Move | None, *, count: int, end: int) -> int | None:
    """Return the screen to show after a key on one of ``count`` screens; ``None`` to leave.

    ``end`` is the first screen of the last card.
    """
    if move is Move.ON:
        return place + 1 if place + 1 < count else None
    if move is Move.BACK:
        return max(place - 1, 0)
    if move is Move.END:
        return end
    return None if move is Move.OUT else place


def _show(screens: Sequence[Screenful], end: int, out: TextIO) -> None:
    place: int | None = 0
    seen = -1
    while place is not None:
        _draw(screens[place], out, appears=place > seen)
        seen = max(seen, place)
        place = next_place(place, _MOVES.get(_key()), count=len(screens), end=end)


def _draw(lines: Screenful, out: TextIO, *, appears: bool) -> None:
    """Write a screen line by line, until somebody is in a hurry."""
    out.write(_CLEAR)
    for line in lines:
        out.write(f"{line}\r\n")
        if appears:
            out.flush()
            appears = not select.select([sys.stdin], [], [], _LINE_S)[0]
    out.write(f"\r\n{_HINT}")
    out.flush()


def _key() -> bytes:
    """Return what one key sends: a letter, or an escape with all that follows at once."""
    fileno = sys.stdin.fileno()
    sent = os.read(fileno, 1)
    while sent.startswith(_ESCAPE) and select.select([sys.stdin], [], [], 0)[0]:
        sent += os.read(fileno, 1)
    return sent


@contextmanager
def _full_screen(out: TextIO) -> Iterator[None]:
    """Take the whole screen and every key; give both back, whatever happens."""
    import termios
    import tty

    fileno = sys.stdin.fileno()
    before = termios.tcgetattr(fileno)
    out.write(_ENTER)
    try:
        tty.setcbreak(fileno)
        yield
    finally:
        out.write(_LEAVE)
        out.flush()
        termios.tcsetattr(fileno, termios.TCSADRAIN, before)
