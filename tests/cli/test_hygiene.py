"""What is loaded for what: measured in fresh processes, by the modules that they end with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from musicanalyser.llm import PROVIDERS
from musicanalyser.render import FORMATS
from musicanalyser.stats import STATS
from tests.cli.running import untraced

_LIBRARIES = {
    *("calendar", "csv", "email", "hashlib", "json", "logging", "sqlite3", "tomllib", "zoneinfo"),
    *("filelock", "google", "httpx", "httpx2", "msgspec", "openai", "platformdirs", "requests"),
    *("rich.console", "spotipy", "sqlite_utils", "ssl", "tomlkit", "tzlocal"),
}
"""Those that take a millisecond or more, and that Typer itself does not load."""
_NEVER = {"spotipy", "httpx", "requests", "openai", "google", "sqlite_utils", "ssl"}
"""What goes online or migrates."""
_WORDS = {
    "musicanalyser.__main__",
    "musicanalyser.cli",
    "musicanalyser.cli.main",
    "musicanalyser.cli.options",
    "musicanalyser.cli.options.option_group",
    "musicanalyser.cli.screen_options",
    "musicanalyser.cli.terminal",
    "musicanalyser.cli.terminal.invocation",
    "musicanalyser.cli.typer_classes",
}
"""What of the program every command line loads: how commands are called."""
_SMALL = {"__main__", "cli", "errors", "files", "registry", "units"}
"""Rooms that cost next to nothing and are everywhere."""
_OPTIONS = {"config", "listening", "model", "render", "report", "timespan"}
_READING = {*_OPTIONS, "context", "llm", "store"}
_PAINTED = {*_READING, "duration", "invisible_characters"}
_DATABASE = {"sqlite3", "zoneinfo"}
_PROBE = """
import atexit, sys
from musicanalyser.__main__ import main
atexit.register(lambda: print(*sys.modules, sep="\\n", file=sys.stderr))
main()
"""


_COLLECTIONS = """
import atexit, gc, sys
from musicanalyser.__main__ import main
collections = lambda: sum(one["collections"] for one in gc.get_stats())
begun = collections()
atexit.register(lambda: print(collections() - begun, gc.get_freeze_count() > 0, file=sys.stderr))
main()
"""


def probed(code: str, home: Path, *words: str, **environ: str) -> list[str]:
    """Return the lines on stderr of a process that runs a command within some code."""
    ended = subprocess.run(  # noqa: S603 - the program under test
        [sys.executable, "-c", code, *words],
        env={**untraced(home), **environ},
        capture_output=True,
        encoding="utf-8",
        check=True,
        timeout=60,
    )
    return ended.stderr.splitlines()


def loaded(home: Path, *words: str, **environ: str) -> set[str]:
    """Return the names of the modules that a command has loaded by its end."""
    return set(probed(_PROBE, home, *words, **environ))


def entries(names: set[str], package: str) -> set[str]:
    """Return the modules of a package, as a registry names them."""
    found = (name.removeprefix(f"{package}.") for name in names if name.startswith(f"{package}."))
    return {name.replace("_", "-") for name in found}


@pytest.mark.parametrize(
    ("line", "more"),
    [
        ("", set()),
        ("--help", set()),
        ("--version", {"musicanalyser.cli.terminal.version"}),
    ],
)
def test_help_and_version_load_nothing_but_words(home: Path, line: str, more: set[str]) -> None:
    names = loaded(home, *line.split())
    assert {name for name in names if name.startswith("musicanalyser.")} == _WORDS | more
    assert names & _LIBRARIES <= ({"calendar", "csv", "email"} if more else set())


@pytest.mark.parametrize(
    ("line", "rooms", "libraries"),
    [
        ("stats", {*_PAINTED, "stats"}, {*_DATABASE, "json"}),
        ("stats --week --format json", {*_READING, "stats"}, {*_DATABASE, "json"}),
        ("stats totals --format csv", {*_READING, "stats"}, {*_DATABASE, "csv", "json"}),
        ("stats --help", {*_OPTIONS, "duration", "name_key", "stats"}, {*_DATABASE, "json"}),
        ("log", {*_PAINTED, "name_key", "stats"}, {*_DATABASE, "json"}),
        ("log --format jsonl", {*_READING, "name_key", "stats"}, {*_DATABASE, "json"}),
        ("find a", {*_PAINTED, "name_key", "stats"}, {*_DATABASE, "json"}),
        ("sql select", _PAINTED, _DATABASE),
        ("sql select --format csv", _READING, {*_DATABASE, "csv"}),
        (
            "snapshots list",
            {*_PAINTED, "reports", "roast"},
            {*_DATABASE, "json", "msgspec"},
        ),
        ("config path", {*_OPTIONS, "address", "llm"} - {"timespan"}, set()),
        (
            "import --dry-run EXPORT",
            {*_PAINTED, "flows", "imports", "name_key", "reports"},
            {*_DATABASE, "hashlib", "json", "msgspec"},
        ),
    ],
)
def test_a_command_loads_these_rooms_and_libraries_and_no_others(
    lived_in: Path, export: Path, line: str, rooms: set[str], libraries: set[str]
) -> None:
    meant = {"select": "select 1", "EXPORT": str(export)}
    names = loaded(lived_in, *(meant.get(word, word) for word in line.split()))
    ours = {name.split(".")[1] for name in names if name.startswith("musicanalyser.")}
    assert (ours - _SMALL, names & _LIBRARIES) == (rooms, libraries)


@pytest.mark.parametrize("name", STATS)
def test_a_statistic_loads_no_other_one_but_its_parts(lived_in: Path, name: str) -> None:
    parts = {"overview": {"discoveries", "heatmap", "sessions", "streaks"}}
    parts["overview"] |= {"calendar", "clock", "trend"}
    parts |= {
        "compare": {"discoveries", "sessions", "streaks"},
        "definitions": {"streaks"},
        "calendar": {"streaks"},
    }
    parts |= {"clock": {"heatmap"}, "trend": {"discoveries"}}
    parts |= {"race": {"discoveries", "trend"}}
    found = entries(loaded(lived_in, "stats", name, "--format", "csv"), "musicanalyser.stats")
    assert found & set(STATS) == {name, *parts.get(name, ())}


@pytest.mark.parametrize("name", FORMATS)
def test_an_answer_loads_its_format_and_no_other(lived_in: Path, name: str) -> None:
    names = loaded(lived_in, "stats", "totals", "--format", name)
    shared = {"json"} if name == "jsonl" else set()
    assert entries(names, "musicanalyser.render.formats") == {name, *shared}
    assert ("rich" in names) == (name == "table")


def test_colours_need_neither_the_styles_nor_the_console_of_rich(lived_in: Path) -> None:
    rich = {"rich.style", "rich.text", "rich.console"}
    assert loaded(lived_in, "stats") & rich == set()
    assert loaded(lived_in, "stats", FORCE_COLOR="1") & rich == set()


def test_settings_name_the_providers_and_load_none(lived_in: Path) -> None:
    assert not entries(loaded(lived_in, "stats"), "musicanalyser.llm") & set(PROVIDERS)


def test_a_settings_file_is_what_loads_the_parser_of_it(own: Path) -> None:
    assert "tomllib" not in loaded(own, "sql", "select 1")
    (own / "config.toml").write_text('tone = "gentle"\n', "utf-8")
    assert "tomllib" in loaded(own, "sql", "select 1")


def test_the_zone_of_the_system_is_searched_for_only_where_nothing_names_it(lived_in: Path) -> None:
    is_linked = "/zoneinfo/" in os.path.realpath("/etc/localtime")
    assert not loaded(lived_in, "sql", "select 1") & {"tzlocal", "logging"}
    assert ("tzlocal" in loaded(lived_in, "sql", "select 1", TZ="")) != is_linked


def test_no_garbage_is_searched_for_while_a_command_loads_or_ends(lived_in: Path) -> None:
    assert probed(_COLLECTIONS, lived_in, "stats", "totals", "--format", "csv") == ["0 True"]


def test_windows_are_parsed_only_if_they_are_typed(lived_in: Path) -> None:
    parser, line = "musicanalyser.timespan.parsing", ["stats", "totals", "--format", "csv"]
    assert parser not in loaded(lived_in, *line, "--week", MUSICANALYSER_AS_OF="")
    assert parser in loaded(lived_in, *line, "--in", "2025", MUSICANALYSER_AS_OF="")


@pytest.mark.parametrize(
    "words", [["roast"], ["roast", "--show-prompt"], ["roast", "--format", "json"]]
)
def test_without_a_model_a_roast_loads_nothing_that_asks_one(own: Path, words: list[str]) -> None:
    assert not loaded(own, *words) & {*_NEVER, "httpx2", "pydantic"}


def test_a_prompt_waits_for_no_typer_and_no_settings(lived_in: Path) -> None:
    names = loaded(lived_in, "today", "--short", MUSICANALYSER_AS_OF="")
    assert not names & {"typer", "musicanalyser.context", "musicanalyser.config.file"}
    assert not names & (_NEVER | {"rich.console", "rich.text", "msgspec", "tzlocal", "logging"})


@pytest.mark.parametrize("name", ["stats", "log", "roast", "snapshots", "sql", "config", "doctor"])
def test_the_help_of_a_command_paints_nothing(home: Path, name: str) -> None:
    assert not loaded(home, name, "--help") & (_NEVER | {"rich", "platformdirs", "tomlkit"})
