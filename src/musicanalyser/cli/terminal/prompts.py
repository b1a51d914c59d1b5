"""Questions to the user at the terminal."""

import sys
from getpass import getpass
from typing import TYPE_CHECKING

from musicanalyser.errors import UsageError

if TYPE_CHECKING:
    from musicanalyser.context import Screen

_YES = frozenset({"y", "yes"})


def can_prompt(screen: "Screen") -> bool:
    """Return whether a user can see a question and answer it."""
    return sys.stdin.isatty() and screen.err.isatty()


def confirm(screen: "Screen", question: str) -> bool:
    """Ask a question and return whether the answer is yes; anything else means no."""
    print(f"{question} [y/N] ", end="", file=screen.err, flush=True)
    return sys.stdin.readline().strip().lower() in _YES


def confirm_deletion(screen: "Screen", question: str) -> bool:
    """Ask before something is deleted; return whether the answer is yes.

    Raises:
        UsageError: If there is no terminal to ask on.
    """
    if not can_prompt(screen):
        raise UsageError(
            "Deleting needs a confirmation.", hint="Add --yes to delete without being asked."
        )
    return confirm(screen, question)


def prompt_line(screen: "Screen", question: str) -> str:
    """Ask for a line; without a terminal, return the first line of stdin."""
    if can_prompt(screen):
        print(f"{question}: ", end="", file=screen.err, flush=True)
    return sys.stdin.readline()


def prompt_secret(screen: "Screen", question: str) -> str:
    """Ask for a line without showing it; without a terminal, return the first line of stdin."""
    if not can_prompt(screen):
        return sys.stdin.readline()
    try:
        return getpass(f"{question}: ", stream=screen.err)
    except EOFError:  # Ctrl-D
        return ""
