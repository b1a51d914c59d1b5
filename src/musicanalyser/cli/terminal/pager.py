"""Long answers, one screen at a time."""

import shlex
import shutil
import signal
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from musicanalyser.context import Screen

_LESS_OPTIONS = "FRX"
"""Quit if it fits, let colours through, leave the text on the screen; what git uses as well."""


def show_pages(text: str, screen: "Screen") -> None:
    """Show a text on a terminal, through ``PAGER`` or ``less`` if the terminal is too short."""
    pager = shlex.split(screen.environ.get("PAGER") or "less")
    if text.count("\n") < screen.height or shutil.which(pager[0]) is None:
        screen.out.write(text)
        return
    environ = {"LESS": _LESS_OPTIONS, **screen.environ}
    with subprocess.Popen(pager, stdin=subprocess.PIPE, env=environ) as running:  # noqa: S603 - chosen by its user
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
        try:
            running.communicate(text.encode(errors="replace"))
        finally:
            signal.signal(signal.SIGINT, before)
