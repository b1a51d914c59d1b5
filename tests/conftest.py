"""What holds for every test: no network, no real home, no settings of the person who runs it."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.stats.history import History

_OURS = (Path(__file__).parent.parent, Path(sys.prefix))
"""Where the checkout and its environment may lie, inside the home folder as well."""
_LOOPBACK = {"127.0.0.1", "::1", "localhost"}
REAL_HOME = Path.home()


class ForbiddenError(BaseException):
    """A test reached for what it must not; no ``except Exception`` can hide it."""


def _watch(event: str, args: tuple[object, ...]) -> None:
    """Refuse what would leave the machine, or touch the program's files in the real home."""
    if event in {"socket.connect", "socket.sendto"}:
        address = args[1]
        if isinstance(address, tuple) and address[0] not in _LOOPBACK:
            raise ForbiddenError(f"{event} to {address}")
    elif event == "socket.getaddrinfo" and args[0] not in {*_LOOPBACK, None}:
        raise ForbiddenError(f"{event} of {args[0]}")
    elif event in {"open", "os.mkdir", "sqlite3.connect"}:
        path = Path(str(args[0]))
        inside = path.is_relative_to(REAL_HOME) and "musicanalyser" in path.parts
        if inside and not any(path.is_relative_to(known) for known in _OURS):
            raise ForbiddenError(f"{event} of {path}")


sys.addaudithook(_watch)

# A shell starts background jobs with Ctrl-C ignored, and their children inherit that. Tests of
# Ctrl-C would then wait for ever.
signal.signal(signal.SIGINT, signal.default_int_handler)

for _name in list(os.environ):
    if _name.startswith("MUSICANALYSER_") and not _name.startswith("MUSICANALYSER_REWRITE_"):
        del os.environ[_name]
os.environ["TERM"] = "xterm-256color"
for _name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS", "LINES"):
    os.environ.pop(_name, None)


def pytest_xdist_auto_num_workers() -> int:
    """Return two workers for each processor: many tests wait for a terminal, a server or a clock.

    https://pytest-xdist.readthedocs.io/en/stable/distribution.html
    """
    return 2 * (os.cpu_count() or 1)


@pytest.fixture(autouse=True)
def _no_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Let whatever asks for the home folder find an empty one."""
    with pytest.MonkeyPatch.context() as patch:
        home = str(tmp_path_factory.getbasetemp() / "no-home")
        for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"):
            patch.setenv(name, home)
        yield


@pytest.fixture
def history() -> Iterator[History]:
    """An empty history in the time zone of Berlin."""
    with closing(History()) as one:
        yield one
