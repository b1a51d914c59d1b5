import json
from pathlib import Path

import pytest

from tests.cli.running import Ran, failed, here, musicanalyser

_QUICK = {"MUSICANALYSER_AS_OF": ""}
"""The real clock: what a prompt is read with."""


def words(text: str) -> str:
    return text.replace(" %", "%")


def test_today_is_one_line(lived_in: Path) -> None:
    shown = here(lived_in, "today")
    assert (shown.code, shown.err) == (0, "")
    (line,) = shown.out.splitlines()
    assert line.startswith("♫ ")
    assert [piece.split()[-1] for piece in words(line).split(" · ")[1:4]] == [
        "plays",
        "skipped",
        "row",
    ]


def test_the_line_for_a_prompt_has_at_most_24_cells(lived_in: Path) -> None:
    (line,) = here(lived_in, "today", "--short").out.splitlines()
    assert line.startswith("♫ ")
    assert len(line) <= 24


def test_json_has_the_columns_of_the_fields(lived_in: Path) -> None:
    shown = here(lived_in, "today", "--fields", "plays,last", "--format", "json")
    (row,) = json.loads(shown.out)["rows"]
    assert [*row] == ["period", "plays", "last_title", "last_artist"]
    assert row["plays"] > 0


@pytest.mark.parametrize("format_", ["csv", "jsonl", "markdown"])
def test_every_other_format_has_them_too(lived_in: Path, format_: str) -> None:
    shown = here(lived_in, "today", "--fields", "streak", "--format", format_)
    assert (shown.code, shown.err) == (0, "")
    assert "streak" in shown.out


def test_the_quick_way_and_the_command_print_the_same(lived_in: Path) -> None:
    for args in ([], ["--short"], ["--fields", "time,streak"], ["--short", "--fields=last"]):
        quick = musicanalyser(lived_in, "today", *args, **_QUICK)
        through_typer = musicanalyser(lived_in, "--verbose", "today", *args, **_QUICK)
        assert (quick.code, quick.err) == (0, "")
        assert quick.out == through_typer.out


@pytest.mark.parametrize("environ", [{}, _QUICK], ids=["command", "quick"])
def test_without_a_history_a_prompt_gets_an_empty_line(home: Path, environ: dict[str, str]) -> None:
    assert musicanalyser(home, "today", "--short", **environ) == Ran(code=0, out="\n", err="")
    assert musicanalyser(home, "today", **environ) == Ran(code=0, out="No plays yet.\n", err="")


@pytest.mark.parametrize("environ", [{}, _QUICK], ids=["command", "quick"])
def test_a_history_that_cannot_be_read_is_no_matter_for_a_prompt(
    home: Path, environ: dict[str, str]
) -> None:
    home.mkdir()
    (home / "history.db").write_text("not a database, but long enough to be looked at " * 10)
    assert musicanalyser(home, "today", "--short", **environ) == Ran(code=0, out="\n", err="")
    message = f"{home / 'history.db'} is not a database of musicanalyser; it was left untouched."
    assert musicanalyser(home, "today", **environ) == failed(
        message, "Choose another file with --db."
    )


@pytest.mark.parametrize("environ", [{}, _QUICK], ids=["command", "quick"])
def test_a_field_that_does_not_exist_is_a_mistake_to_be_told(
    lived_in: Path, environ: dict[str, str]
) -> None:
    shown = musicanalyser(lived_in, "today", "--short", "--fields", "mood", **environ)
    assert shown == failed(
        "There is no field 'mood'.", "Choose from: time, plays, skips, streak, last.", code=2
    )
