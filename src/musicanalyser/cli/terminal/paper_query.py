"""Asks the terminal for its background colour, which says whether the paper is dark or light.

The question is OSC 11 of xterm (https://invisible-island.net/xterm/ctlseqs/), followed by one that
every terminal answers, so that one that does not know the first costs a round trip and no timeout.
"""

import os
import re
import select
import time
from collections.abc import Mapping

from musicanalyser.render.style import Paper

_STDIN, _STDOUT = 0, 1
_ASK = b"\x1b]11;?\x1b\\\x1b[c"
_COLOUR = re.compile(rb"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})")
_DEVICE = re.compile(rb"\x1b\[\?[0-9;]*c")
_NEAR_S, _FAR_S = 0.2, 1.0
"""How long a terminal may take; a later answer would be typed into the shell."""
_SILENT = frozenset({"", "dumb", "linux"})
_WEIGHTS = (0.2126, 0.7152, 0.0722)
_MIDDLE = 0.18
"""The light that half of the lightest paper gives back: https://www.w3.org/TR/WCAG22/."""


def ask_paper(environ: Mapping[str, str]) -> Paper:
    """Return the paper of the terminal; unknown if it cannot be asked, or does not answer."""
    try:
        if not _may_ask(environ):
            return Paper.UNKNOWN
        return paper_of_reply(_reply(_FAR_S if "SSH_CONNECTION" in environ else _NEAR_S))
    except OSError:  # no terminal, or that of another session
        return Paper.UNKNOWN


def paper_of_reply(reply: bytes) -> Paper:
    """Return the paper that an answer names."""
    found = _COLOUR.search(reply)
    if found is None:
        return Paper.UNKNOWN
    parts = [int(part, 16) / (16 ** len(part) - 1) for part in found.groups()]
    light = sum(weight * part**2.2 for weight, part in zip(_WEIGHTS, parts, strict=True))
    return Paper.LIGHT if light > _MIDDLE else Paper.DARK


def _may_ask(environ: Mapping[str, str]) -> bool:
    term = environ.get("TERM", "")
    is_silent = term in _SILENT or (term.startswith("screen") and "TMUX" not in environ)
    if os.name != "posix" or is_silent or "CI" in environ:
        return False
    return os.ttyname(_STDIN) == os.ttyname(_STDOUT)


def _reply(timeout_s: float) -> bytes:
    """Return what the terminal says; its settings are afterwards what they were."""
    import termios

    tty = _STDIN
    if os.tcgetpgrp(tty) != os.getpgrp() or _is_ready(tty, 0):
        return b""  # another program owns the terminal, or somebody types ahead
    before = termios.tcgetattr(tty)
    quiet = termios.tcgetattr(tty)
    quiet[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(tty, termios.TCSANOW, quiet)
    try:
        os.write(_STDOUT, _ASK)
        reply, deadline = b"", time.monotonic() + timeout_s
        while not _DEVICE.search(reply) and _is_ready(tty, deadline - time.monotonic()):
            reply += os.read(tty, 256)
        return reply
    finally:
        termios.tcsetattr(tty, termios.TCSANOW, before)


def _is_ready(tty: int, seconds: float) -> bool:
    return bool(select.select([tty], [], [], max(0, seconds))[0])
