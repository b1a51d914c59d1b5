"""The promises of the tests themselves: no network, no home folder, no real clock."""

import ast
import socket
from pathlib import Path

import pytest

from tests.conftest import REAL_HOME, ForbiddenError

ROOT = Path(__file__).parent.parent
SOURCES = sorted((ROOT / "src").rglob("*.py"))
TESTS = sorted(path for path in (ROOT / "tests").rglob("*.py") if "benchmarks" not in path.parts)

CLOCKS = {"now", "today", "utcnow", "time", "time_ns", "localtime", "gmtime", "sleep"}
CLOCK_OWNERS = {"datetime", "date", "time"}
CLOCK_READERS = {
    "src/musicanalyser/cli/terminal/error_output.py",  # the name of a log file
    "src/musicanalyser/cli/terminal/prompt_line.py",  # it starts without a context: decision 56
    "src/musicanalyser/context.py",  # the one clock that everything is given
    "tests/simulators/spotify/clock.py",  # the clock of the simulated service
    "tests/test_context.py",  # that it runs
}
NETWORK = {
    "asyncio", "ftplib", "google", "http", "httpx", "httpx2", "openai", "requests", "smtplib",
    "socket", "spotipy", "ssl", "urllib", "webbrowser",
}  # fmt: skip
ROOMS = ROOT / "src" / "musicanalyser"
NETWORK_ROOMS = (ROOMS / "llm", ROOMS / "spotify", ROOMS / "net")
LOCAL_SOCKETS = (
    ROOMS / "desktop" / "session_bus.py",
    ROOMS / "cli" / "watch_display" / "service_state.py",
)
"""They talk to a program of this machine, and to no other."""


def test_a_test_that_reaches_for_the_network_is_stopped() -> None:
    with pytest.raises(ForbiddenError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.connect(("192.0.2.1", 9))


def test_a_test_that_looks_up_a_name_is_stopped() -> None:
    with pytest.raises(ForbiddenError):
        socket.getaddrinfo("example.com", 80)


def test_a_test_that_opens_the_program_s_files_at_home_is_stopped() -> None:
    with pytest.raises(ForbiddenError):
        (REAL_HOME / ".config" / "musicanalyser" / "config.toml").open()


@pytest.mark.parametrize("path", [*SOURCES, *TESTS], ids=lambda path: path.name)
def test_only_the_context_reads_the_clock(path: Path) -> None:
    if path.relative_to(ROOT).as_posix() in CLOCK_READERS:
        return
    assert list(_clock_readings(ast.parse(path.read_text("utf-8")))) == []


@pytest.mark.parametrize(
    "path",
    [
        path
        for path in SOURCES
        if path not in LOCAL_SOCKETS
        and not any(path.is_relative_to(room) for room in NETWORK_ROOMS)
    ],
    ids=lambda path: path.name,
)
def test_only_three_rooms_can_reach_the_network(path: Path) -> None:
    assert _imported(ast.parse(path.read_text("utf-8"))).isdisjoint(NETWORK)


def _clock_readings(tree: ast.AST) -> list[str]:
    return [
        ast.unparse(node)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in CLOCKS
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id in CLOCK_OWNERS
    ]


def _imported(tree: ast.AST) -> set[str]:
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names
