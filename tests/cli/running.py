"""The program as its users run it: in a process of its own, in a world made for it alone."""

import os
import select
import struct
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from musicanalyser.cli.main import run

NOW = "2025-06-30"
_TIMEOUT_S = 60
_KEPT = ("PATH", "PYTHONPATH", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG", "COVERAGE_PROCESS_START")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command wrote, and how it ended."""

    code: int
    out: str
    err: str


def world(home: Path, **environ: str) -> dict[str, str]:
    """Return an environment in which nothing of the real one shows."""
    return {
        **{name: os.environ[name] for name in _KEPT if name in os.environ},
        "MUSICANALYSER_HOME": str(home),
        "MUSICANALYSER_AS_OF": NOW,
        "TZ": "Europe/Vienna",
        "PYTHONUTF8": "1",
        **environ,
    }


def untraced(home: Path) -> dict[str, str]:
    """Return that environment without coverage, whose tracer loads modules and writes a file."""
    return {name: value for name, value in world(home).items() if "COVERAGE" not in name}


def command(*args: str) -> list[str]:
    """Return the command line that starts the program."""
    return [sys.executable, "-m", "musicanalyser", *args]


def musicanalyser(home: Path, *args: str, stdin: str = "", **environ: str) -> Ran:
    """Run the program to its end in a process of its own, its streams being pipes."""
    ended = subprocess.run(  # noqa: S603 - the program under test
        command(*args),
        input=stdin,
        env=world(home, **environ),
        cwd=home.parent,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=_TIMEOUT_S,
    )
    return Ran(code=ended.returncode, out=ended.stdout, err=ended.stderr)


def here(home: Path, *args: str, environ: Mapping[str, str] | None = None) -> Ran:
    """Run the program within this process: quicker, and the same but for the real streams."""
    out, err = StringIO(), StringIO()
    values = {"MUSICANALYSER_HOME": str(home), "TZ": "Europe/Vienna", **(environ or {})}
    code = run(["--as-of", NOW, *args], environ=values, out=out, err=err)
    return Ran(code=code, out=out.getvalue(), err=err.getvalue())


def failed(message: str, hint: str, *, code: int = 1) -> Ran:
    """Return what a command leaves behind that fails as it should: two lines, and no answer."""
    return Ran(code=code, out="", err=f"Error: {message}\n  {hint}\n")


def on_terminal(
    home: Path, *args: str, width: int = 80, height: int = 24, **environ: str
) -> tuple[int, str]:
    """Run the program on a terminal of that size; return its exit code and all it has shown.

    Nobody is there to press a key, so what is long is shown whole unless ``PAGER`` says otherwise.
    """
    import fcntl  # noqa: PLC0415 - not on Windows
    import pty  # noqa: PLC0415 - not on Windows
    import termios  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))
    with subprocess.Popen(  # noqa: S603 - the program under test
        command(*args),
        env=world(home, **{"TERM": "xterm-256color", "PAGER": "cat", **environ}),
        cwd=home.parent,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        try:
            shown = b"".join(_chunks(ours))
        finally:
            os.close(ours)  # which ends whoever still waits for a key
    return running.returncode, shown.decode().replace("\r\n", "\n")


def _chunks(terminal: int) -> Iterator[bytes]:
    """Yield what is shown until nobody is left who could show something."""
    while True:
        if not select.select([terminal], [], [], _TIMEOUT_S)[0]:
            message = f"nothing new on the terminal for {_TIMEOUT_S} s, and nobody has left it"
            raise TimeoutError(message)
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # how Linux ends a terminal
            return
        if not chunk:
            return
        yield chunk
