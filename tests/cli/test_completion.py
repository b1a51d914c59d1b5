"""Completion in the shells, asked for in the way that their scripts ask."""

from pathlib import Path

import pytest

from musicanalyser.cli.main import COMMANDS
from musicanalyser.stats import STATS
from musicanalyser.stats.pages import PAGES
from tests.cli.running import here, musicanalyser


def completed(home: Path, *words: str) -> list[str]:
    """Return what bash offers for the last word."""
    ran = musicanalyser(
        home,
        _MUSICANALYSER_COMPLETE="complete_bash",
        COMP_WORDS=" ".join(["musicanalyser", *words]),
        COMP_CWORD=str(len(words)),
    )
    assert (ran.code, ran.err) == (0, "")
    return ran.out.split()


def test_commands_are_completed(home: Path) -> None:
    assert completed(home, "") == list(COMMANDS)
    assert completed(home, "st") == ["stats"]


def test_the_names_of_statistics_are_completed(home: Path) -> None:
    assert completed(home, "stats", "top-") == ["top-tracks", "top-artists", "top-albums"]
    assert completed(home, "stats", "") == [*STATS, *PAGES]


def test_options_and_their_values_are_completed(home: Path) -> None:
    assert completed(home, "stats", "--w") == ["--week"]
    assert completed(home, "stats", "--count-as", "s") == ["stream", "scrobble"]
    assert completed(home, "stats", "--format", "j") == ["json", "jsonl"]
    assert completed(home, "import", "--explain", "m") == ["merged", "malformed"]
    assert completed(home, "log", "--view", "") == ["timeline", "list"]
    assert completed(home, "config", "get", "se") == ["session_gap_minutes"]
    assert completed(home, "watch", "--policy", "e") == ["econ"]
    assert completed(home, "auth", "log") == ["login", "logout"]
    assert completed(home, "config", "uns") == ["unset"]
    assert completed(home, "config", "set", "open") == ["openai_api_key"]
    assert completed(home, "roast", "--provider", "o") == ["offline", "openai"]
    assert completed(home, "roast", "--tone", "") == ["gentle", "medium", "savage"]
    assert completed(home, "snapshots", "d") == ["diff", "delete"]


@pytest.mark.parametrize(
    ("shell", "lines"),
    [
        ("zsh", ['"top-tracks":"', '"top-artists":"', '"top-albums":"']),
        ("fish", ["top-tracks\t", "top-artists\t", "top-albums\t"]),
    ],
)
def test_zsh_and_fish_are_told_what_each_name_means(
    home: Path, shell: str, lines: list[str]
) -> None:
    ran = musicanalyser(
        home,
        _MUSICANALYSER_COMPLETE=f"complete_{shell}",
        _TYPER_COMPLETE_ARGS="musicanalyser stats top-",
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert (ran.code, ran.err) == (0, "")
    for line in lines:
        assert line in ran.out
    assert STATS["top-tracks"].ABOUT in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_each_shell_gets_a_script(home: Path, shell: str) -> None:
    ran = musicanalyser(home, _MUSICANALYSER_COMPLETE=f"source_{shell}")
    assert ran.code == 0
    assert "_MUSICANALYSER_COMPLETE" in ran.out


@pytest.mark.parametrize("words", [["show"], ["diff"], ["diff", "1"], ["delete"], ["delete", "1"]])
def test_the_numbers_of_snapshots_are_completed_the_latest_first(
    own: Path, words: list[str]
) -> None:
    for days in range(10):
        here(own, "roast", "--last", f"{20 + days}d")
    assert completed(own, "snapshots", *words, "")[::9] == ["10", "1"]
    assert completed(own, "snapshots", *words, "1") == ["10", "1"]
    other = ["--db", str(own / "history.db")]
    assert completed(own.parent / "none", *other, "snapshots", *words, "1") == ["10", "1"]


def test_without_a_readable_history_no_number_is_offered_and_nothing_is_written(
    home: Path,
) -> None:
    assert completed(home, "snapshots", "show", "") == []
    assert not home.exists()
    home.mkdir()
    (home / "history.db").write_text("no database", encoding="utf-8")
    assert completed(home, "snapshots", "show", "") == []
    (home / "history.db").write_bytes(b"")
    assert completed(home, "snapshots", "show", "") == []


def test_a_shell_that_shows_more_learns_the_day_and_the_window_of_a_snapshot(own: Path) -> None:
    here(own, "roast", "--week")
    ran = musicanalyser(
        own,
        _MUSICANALYSER_COMPLETE="complete_zsh",
        _TYPER_COMPLETE_ARGS="musicanalyser snapshots show ",
    )
    assert '"1":"2025-06-30, last 7 days"' in ran.out
