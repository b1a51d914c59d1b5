"""Questions to the person at the terminal, if there is one."""

import sys
from getpass import getpass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from musicanalyser.context import Screen

_YES = frozenset({"y", "yes"})


def can_ask(screen: "Screen") -> bool:
    """Tell whether somebody would see a question, and could answer it."""
    return sys.stdin.isatty() and screen.err.isatty()


def agreed(screen: "Screen", question: str) -> bool:
    """Ask a question; anything but a yes is a no."""
    print(f"{question} [y/N] ", end="", file=screen.err, flush=True)
    return sys.stdin.readline().strip().lower() in _YES


def line(screen: "Screen", question: str) -> str:
    """Ask for a line; where nobody can be asked it is the first line of stdin."""
    if can_ask(screen):
        print(f"{question}: ", end="", file=screen.err, flush=True)
    return sys.stdin.readline()


def secret(screen: "Screen", question: str) -> str:
    """Ask for what must not be seen; where nobody can be asked it is the first line of stdin."""
    if not can_ask(screen):
        return sys.stdin.readline()
    try:
        return getpass(f"{question}: ", stream=screen.err)
    except EOFError:  # Ctrl-D: there is none
        return ""
