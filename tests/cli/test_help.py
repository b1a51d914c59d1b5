from pathlib import Path

import pytest

from musicanalyser.cli.main import COMMANDS
from musicanalyser.stats import STATS
from musicanalyser.stats.pages import PAGES
from tests.cli.running import here, musicanalyser

_GOLDEN = Path(__file__).parent / "golden"
_PAGES = [
    [],
    *([name] for name in COMMANDS),
    *(["auth", name] for name in ("login", "status", "logout")),
    *(["service", name] for name in ("install", "status", "uninstall")),
    *(["config", name] for name in ("path", "list", "get", "set", "unset")),
    *(["db", name] for name in ("backup", "restore", "check", "recover", "rebuild")),
    *(["rules", name] for name in ("ignore", "merge", "split", "rename", "list")),
    *(["rules", name] for name in ("undo", "suggest", "export", "import")),
    *(["snapshots", name] for name in ("list", "timeline", "show", "diff", "delete")),
]


@pytest.mark.parametrize("words", _PAGES, ids=" ".join)
def test_help_teaches_and_fits_80_columns(home: Path, words: list[str]) -> None:
    page = musicanalyser(home, *words, "--help")
    golden = _GOLDEN / f"help{''.join(f'-{word}' for word in words)}.txt"
    assert page.out == golden.read_text(encoding="utf-8")
    assert (page.code, page.err) == (0, "")
    assert max(map(len, page.out.splitlines())) <= 80
    assert not home.exists()


@pytest.mark.parametrize("words", _PAGES, ids=" ".join)
def test_h_is_short_for_help_everywhere(home: Path, words: list[str]) -> None:
    golden = _GOLDEN / f"help{''.join(f'-{word}' for word in words)}.txt"
    assert here(home, *words, "-h").code == 0
    assert "-h, --help" in golden.read_text(encoding="utf-8")


def test_the_program_alone_and_config_alone_show_their_help(home: Path) -> None:
    assert musicanalyser(home) == musicanalyser(home, "--help")
    assert musicanalyser(home, "config") == musicanalyser(home, "config", "--help")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_line_of_a_command_is_the_first_line_of_its_own_help(name: str) -> None:
    page = (_GOLDEN / f"help-{name}.txt").read_text(encoding="utf-8")
    assert page.splitlines()[2].strip() == COMMANDS[name]


def test_the_help_of_stats_names_every_statistic() -> None:
    page = (_GOLDEN / "help-stats.txt").read_text(encoding="utf-8")
    section = page.partition("Statistics:\n")[2].partition("\n\n")[0]
    names = [line.split()[0] for line in section.splitlines() if line[2] != " "]
    assert names == [*STATS, *PAGES]


def test_help_works_whatever_state_the_settings_are_in(home: Path) -> None:
    home.mkdir()
    (home / "config.toml").write_text("= broken", encoding="utf-8")
    assert musicanalyser(home, "stats", "--help").code == 0


def test_the_version_is_one_line(home: Path) -> None:
    shown = musicanalyser(home, "--version")
    assert (shown.code, shown.err) == (0, "")
    assert shown.out.startswith("musicanalyser ")
    assert shown.out.count("\n") == 1
