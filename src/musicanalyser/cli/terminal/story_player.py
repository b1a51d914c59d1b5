"""Plays a story on the terminal: a card a screen, and keys to go on, back, to the end or out."""

import os
import select
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple, TextIO

from musicanalyser.cli.terminal.screen_style import screen_style
from musicanalyser.render.formats.table import printed_lines
from musicanalyser.render.paint.page import draw_page
from musicanalyser.render.paint.story_page import draw_cards
from musicanalyser.render.style import OutputStyle
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


class Place(NamedTuple):
    """A screen of a card, both counted from 0."""

    card: int
    screen: int


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
    """Show the cards until somebody leaves; the last card stays on the screen if it was seen."""
    style = screen_style(screen)
    with _full_screen(screen.out):
        has_seen_all = _Player(story, screen, style).play()
    if has_seen_all:
        last = printed_lines(draw_page(story.parts[-1], style), style)
        screen.out.writelines(f"{line}\n" for line in last)


class _Player:
    """The cards of a story, cut into screens of the present size."""

    def __init__(self, story: Report, screen: "Screen", style: OutputStyle) -> None:
        self._story, self._screen, self._style = story, screen, style
        self._size = (0, 0)
        self._cards: list[list[Screenful]] = []

    def play(self) -> bool:
        """Show screens until somebody leaves; return whether the last card was seen."""
        at: Place | None = Place(0, 0)
        seen = Place(-1, 0)
        while at is not None:
            self._fit()
            at = Place(at.card, min(at.screen, len(self._cards[at.card]) - 1))
            _draw(self._cards[at.card][at.screen], self._screen.out, appears=at > seen)
            seen = max(seen, at)
            at = next_place(at, _MOVES.get(_key()), screens=[*map(len, self._cards)])
        return seen.card == len(self._cards) - 1

    def _fit(self) -> None:
        """Draw all cards anew if the terminal has another size."""
        size = self._screen.width, self._screen.height
        if size != self._size:
            style = replace(self._style, width=size[0])
            self._size = size
            self._cards = [
                split_screens([*printed_lines(card, style)], size[1] - _HINT_LINES)
                for card in draw_cards(self._story, style)
            ]


def split_screens(lines: Screenful, height: int) -> list[Screenful]:
    """Return a card as screens of at most so many lines."""
    height = max(height, 1)
    return [lines[first : first + height] for first in range(0, len(lines), height)]


def next_place(at: Place, move: Move | None, *, screens: Sequence[int]) -> Place | None:
    """Return the place to show after a key, of cards with so many screens; ``None`` to leave."""
    if move is Move.ON:
        if at.screen + 1 < screens[at.card]:
            return Place(at.card, at.screen + 1)
        return Place(at.card + 1, 0) if at.card + 1 < len(screens) else None
    if move is Move.BACK:
        if at.screen:
            return Place(at.card, at.screen - 1)
        return Place(at.card - 1, screens[at.card - 1] - 1) if at.card else at
    if move is Move.END:
        return Place(len(screens) - 1, 0)
    return None if move is Move.OUT else at


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
