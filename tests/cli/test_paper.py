"""Whether the paper is dark or light, asked of terminals that behave as real ones do."""

import os
import select
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

import pytest

from musicanalyser.cli.terminal.paper_query import paper_of_reply
from musicanalyser.render.style import Paper

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")

QUESTION = b"\x1b]11;?"
DEVICE = b"\x1b[?62;22c"
PROGRAM = """
import os, sys, termios
from musicanalyser.cli.terminal.paper_query import ask_paper
before = termios.tcgetattr(0)
paper = ask_paper(os.environ)
print(f"<{paper.value} {termios.tcgetattr(0) == before}>", flush=True)
"""
WHITE = b"\x1b]11;rgb:ffff/ffff/ffff\x1b\\"
SOLARIZED_LIGHT = b"\x1b]11;rgb:fdfd/f6f6/e3e3\x07"
EIGHT_BITS = b"\x1b]11;rgb:1e/1e/2e\x1b\\"
RXVT = b"\x1b]11;rgba:0000/0000/0000/ffff\x1b\\"


class Asked(NamedTuple):
    """What a terminal saw."""

    paper: str
    is_restored: bool
    was_asked: bool
    seconds: float


def ask(
    reply: bytes,
    *,
    after_s: float = 0,
    typed: bytes = b"",
    environ: Mapping[str, str] | None = None,
) -> Asked:
    """Run the question in a terminal of its own, which answers so many seconds later."""
    import pty  # noqa: PLC0415 - not on Windows

    started = time.monotonic()
    child, terminal = pty.fork()
    if not child:
        world = {"TERM": "xterm-256color", "PATH": os.environ["PATH"], **(environ or {})}
        os.execve(sys.executable, [sys.executable, "-c", PROGRAM], world)  # noqa: S606 - in the child of a fork
    if typed:
        os.write(terminal, typed)
    shown, was_asked = b"", False
    with suppress(OSError):  # how Linux ends a terminal
        while select.select([terminal], [], [], 20)[0] and (chunk := os.read(terminal, 4096)):
            shown += chunk
            if QUESTION in shown and not was_asked:
                was_asked = True
                select.select([], [], [], after_s)
                os.write(terminal, reply)
    os.waitpid(child, 0)
    os.close(terminal)
    paper, restored = shown[shown.rindex(b"<") + 1 : shown.rindex(b">")].decode().split()
    return Asked(paper, restored == "True", was_asked, time.monotonic() - started)


@pytest.mark.parametrize(
    ("reply", "paper"),
    [
        (WHITE + DEVICE, "light"),
        (SOLARIZED_LIGHT + DEVICE, "light"),
        (EIGHT_BITS + DEVICE, "dark"),
        (RXVT + DEVICE, "dark"),
        (DEVICE, "unknown"),
    ],
    ids=["white", "solarized light", "eight bits", "rxvt", "only who it is"],
)
def test_a_terminal_says_its_paper_and_is_left_as_it_was(reply: bytes, paper: str) -> None:
    asked = ask(reply)
    assert asked.was_asked
    assert asked.is_restored
    assert asked.paper == paper


def test_a_slow_terminal_is_waited_for() -> None:
    assert ask(WHITE + DEVICE, after_s=0.12).paper == "light"


def test_a_silent_terminal_is_given_up() -> None:
    asked = ask(b"")
    assert (asked.paper, asked.is_restored) == ("unknown", True)
    assert asked.seconds < 10


@pytest.mark.parametrize(
    "environ",
    [{"TERM": "dumb"}, {"TERM": "linux"}, {"TERM": ""}, {"TERM": "screen"}, {"CI": "1"}],
    ids=["dumb", "linux", "none", "screen", "ci"],
)
def test_who_would_not_answer_is_not_asked(environ: dict[str, str]) -> None:
    asked = ask(WHITE + DEVICE, environ=environ)
    assert (asked.was_asked, asked.paper) == (False, "unknown")


def test_a_question_would_eat_what_somebody_types_ahead() -> None:
    asked = ask(WHITE + DEVICE, typed=b"ls\n")
    assert (asked.was_asked, asked.paper) == (False, "unknown")


@pytest.mark.parametrize(
    ("colour", "paper"),
    [
        ("0000/0000/0000", Paper.DARK),
        ("7070/7070/7070", Paper.DARK),
        ("7f/7f/7f", Paper.LIGHT),
        ("2828/2828/2828", Paper.DARK),
        ("eeee/e8e8/d5d5", Paper.LIGHT),
        ("0/2/3", Paper.DARK),
    ],
)
def test_paper_is_light_from_half_the_lightness_of_white_on(colour: str, paper: Paper) -> None:
    assert paper_of_reply(b"\x1b]11;rgb:" + colour.encode() + b"\x07") is paper


@pytest.mark.parametrize("reply", [b"", DEVICE, b"\x1b]11;rgb:zz/00/00\x07", b"noise"])
def test_an_answer_that_names_no_colour_says_nothing(reply: bytes) -> None:
    assert paper_of_reply(reply) is Paper.UNKNOWN
