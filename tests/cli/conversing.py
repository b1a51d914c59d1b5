"""Somebody at a terminal who answers what the program asks."""

import os
import select
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.cli.running import command, world

_PATIENCE_S = 60
Answer = str | Callable[[str], str]


def converse(
    home: Path, *args: str, answers: Sequence[tuple[str, Answer]], **environ: str
) -> tuple[int, str]:
    """Type each answer once its question is shown; return the exit code and all that was shown.

    An answer may depend on what has been shown before.
    The program has no other terminal to turn to, wherever the tests themselves are run.
    """
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    with subprocess.Popen(  # noqa: S603 - the program under test
        command(*args),
        env=world(home, TERM="xterm-256color", **environ),
        cwd=home.parent,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as running:
        os.close(theirs)
        raw = b""
        left = list(answers)
        while chunk := _chunk(ours, running):
            raw += chunk
            if left and left[0][0].encode() in raw:
                answer = left.pop(0)[1]
                typed = answer if isinstance(answer, str) else answer(raw.decode())
                os.write(ours, typed.encode())
        os.close(ours)
    shown = raw.decode().replace("\r\n", "\n")
    assert not left, f"never asked {left}: {shown}"
    return running.returncode, shown


def _chunk(terminal: int, running: "subprocess.Popen[bytes]") -> bytes:
    """Return what is shown next; a program that says nothing for long waits for an answer."""
    if not select.select([terminal], [], [], _PATIENCE_S)[0]:
        running.kill()
    try:
        return os.read(terminal, 4096)
    except OSError:  # how Linux ends a terminal
        return b""
