"""Names on the command line: found, explained, and used to limit the log."""

import csv
import json
from io import StringIO
from pathlib import Path

import pytest

from tests.cli.running import here


def rows(home: Path, *words: str) -> list[dict[str, object]]:
    ran = here(home, *words, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, object]] = json.loads(ran.out)["rows"]
    return found


@pytest.fixture(scope="module")
def favourite(lived_in: Path) -> dict[str, object]:
    return rows(lived_in, "stats", "top-artists", "--all", "--limit", "1")[0]


def test_a_name_that_was_found_can_be_explained(
    lived_in: Path, favourite: dict[str, object]
) -> None:
    name = str(favourite["artist"])
    (found,) = [one for one in rows(lived_in, "find", name) if one["name"] == name]
    assert (found["kind"], found["plays"]) == ("artist", favourite["plays"])
    sums = rows(lived_in, "why", f"artist:{name}")
    counted = [one for one in sums if one["plays_are"] == "counted"]
    assert [one["plays"] for one in counted] == [favourite["plays"]]


def test_the_log_can_be_limited_to_skipped_plays_of_one_artist(
    lived_in: Path, favourite: dict[str, object]
) -> None:
    name = str(favourite["artist"])
    skipped = rows(lived_in, "log", "--all", "--artist", name, "--skipped")
    assert {(one["artist"], one["verdict"]) for one in skipped} == {(name, "skipped")}
    every = rows(lived_in, "log", "--all")
    assert skipped == [
        one for one in every if one["artist"] == name and one["verdict"] == "skipped"
    ]
    assert rows(lived_in, "log", "--all", "--origin", "spotify-extended") == every
    assert rows(lived_in, "log", "--all", "--origin", "spotify-player") == []


def test_a_play_of_the_log_can_be_explained_by_its_number(lived_in: Path) -> None:
    (play,) = rows(lived_in, "log", "--all", "--limit", "1")
    ran = here(lived_in, "why", str(play["play_id"]), "--format", "csv")
    assert [one["plays"] for one in csv.DictReader(StringIO(ran.out))] in (["1"], ["0", "1"])


@pytest.mark.parametrize("words", [["why", "zebra"], ["log", "--album", "zebra"]])
def test_an_unknown_name_is_a_usage_error_with_a_way_on(lived_in: Path, words: list[str]) -> None:
    ran = here(lived_in, *words)
    assert (ran.code, ran.out) == (2, "")
    assert "musicanalyser find 'zebra'" in ran.err


def test_an_ambiguous_name_lists_what_names_each(lived_in: Path) -> None:
    ran = here(lived_in, "why", "e")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("Error: Several names fit 'e'.\n  Use one of: 'artist:")
