"""What is loaded for what: measured in fresh processes, by the modules that they end with."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.running import untraced

_NEVER = {"spotipy", "httpx", "requests", "openai", "google.genai", "sqlite_utils"}
_NOT_FOR_HELP = {"rich", "sqlite3", "msgspec", "platformdirs", "tomlkit", "zoneinfo", "tzlocal"}
_PROBE = """
import atexit, sys
from musicanalyser.cli.main import main
atexit.register(lambda: print(*sys.modules, sep="\\n", file=sys.stderr))
main()
"""


def loaded(home: Path, *words: str) -> set[str]:
    """Return the names of the modules that a command has loaded by its end."""
    ended = subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-c", _PROBE, *words],
        env=untraced(home),
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return set(ended.stderr.splitlines())


@pytest.mark.parametrize("words", [[], ["--help"], ["--version"]], ids=" ".join)
def test_help_and_version_load_nothing_but_words(home: Path, words: list[str]) -> None:
    names = loaded(home, *words)
    assert not names & (_NEVER | _NOT_FOR_HELP)
    assert {name for name in names if name.startswith("musicanalyser.")} <= {
        "musicanalyser.cli",
        "musicanalyser.cli.terminal",
        "musicanalyser.cli.main",
        "musicanalyser.cli.terminal.invocation",
        "musicanalyser.cli.terminal.version",
        "musicanalyser.cli.typer_classes",
    }


@pytest.mark.parametrize(
    "words", [["stats"], ["log"], ["stats", "--help"], ["log", "--help"]], ids=" ".join
)
def test_reading_loads_nothing_that_goes_online_or_migrates(
    lived_in: Path, words: list[str]
) -> None:
    assert not loaded(lived_in, *words) & _NEVER


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "markdown"])
@pytest.mark.parametrize("command", ["stats", "log"])
def test_formats_for_programs_do_without_what_paints(
    lived_in: Path, command: str, name: str
) -> None:
    names = loaded(lived_in, command, "--format", name)
    assert not names & (_NEVER | {"rich", "platformdirs", "tomlkit"})


@pytest.mark.parametrize(
    "words", [["roast"], ["roast", "--show-prompt"], ["roast", "--format", "json"]]
)
def test_without_a_model_a_roast_loads_nothing_that_asks_one(own: Path, words: list[str]) -> None:
    names = loaded(own, *words)
    assert not names & {*_NEVER, "httpx2", "pydantic", "ssl", "google"}


@pytest.mark.parametrize("name", ["stats", "log", "roast", "snapshots", "sql", "config", "doctor"])
def test_the_help_of_a_command_paints_nothing(home: Path, name: str) -> None:
    assert not loaded(home, name, "--help") & (_NEVER | {"rich", "platformdirs", "tomlkit"})
