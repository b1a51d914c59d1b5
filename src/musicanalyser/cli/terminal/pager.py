"""The pager for long answers."""

import shlex
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from musicanalyser.context import Screen

_LESS_OPTIONS = "FRX"
"""Quit if the text fits, show colours, leave the text on the screen; the same as in git."""


def show_pages(text: str, screen: "Screen") -> None:
    """Show a text on a terminal; use ``PAGER`` or ``less`` if it does not fit."""
    pager = shlex.split(screen.environ.get("PAGER") or "less")
    if text.count("\n") < screen.height or shutil.which(pager[0]) is None:
        screen.out.write(text)
        return
    environ = {"LESS": _LESS_OPTIONS, **screen.environ}
    with subprocess.Popen(pager, stdin=subprocess.PIPE, env=environ) as running:  # noqa: S603 - the user chose it
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
        try:
            running.communicate(text.encode(errors="replace"))
        finally:
            signal.signal(signal.SIGINT, before)
