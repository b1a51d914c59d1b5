"""A command on a terminal of its own, and what that shows."""

import os
import select
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.cli.listening_in import Listener
from tests.cli.running import command, world

_PATIENCE_S = 40


@contextmanager
def on_screen(
    place: Listener | Path, *args: str
) -> Iterator[tuple["subprocess.Popen[bytes]", int]]:
    """Run a command on a terminal of its own; yield it with our end of the terminal.

    With a home alone, it is the moment of all tests that need no other.
    """
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    home = place if isinstance(place, Path) else place.home
    environ = world(home, TERM="xterm-256color")
    if not isinstance(place, Path):
        environ |= place.environ
        del environ["MUSICANALYSER_AS_OF"]
    with subprocess.Popen(  # noqa: S603 - the program under test
        command(*args),
        env=environ,
        cwd=home.parent,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    ) as running:
        os.close(theirs)
        try:
            yield running, ours
        finally:
            if running.poll() is None:
                running.kill()


def until(terminal: int, words: bytes, shown: bytes = b"") -> bytes:
    """Read what a terminal shows until some words have come; return all of it."""
    end_s = time.monotonic() + _PATIENCE_S
    while words not in shown:
        left_s = end_s - time.monotonic()
        ready = left_s > 0 and select.select([terminal], [], [], left_s)[0]
        assert ready, f"it never showed {words!r}: {shown[-400:]!r}"
        shown += os.read(terminal, 4096)
    return shown
