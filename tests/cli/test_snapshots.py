import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conversing import converse
from tests.cli.running import failed, here


def rows(home: Path, *words: str) -> list[dict[str, Any]]:
    ran = here(home, *words, "--format", "json")
    assert (ran.code, ran.err) == (0, "")
    found: list[dict[str, Any]] = json.loads(ran.out)["rows"]
    return found


@pytest.fixture
def roasted(own: Path) -> Path:
    """A home with two snapshots: of the last 90 days, and of a week in another tone."""
    here(own, "roast")
    here(own, "roast", "--week", "--tone", "savage", "--lang", "de")
    return own


def test_without_snapshots_the_list_says_how_to_make_one(lived_in: Path) -> None:
    ran = here(lived_in, "snapshots", "list")
    told = "No roast has been written yet. Write one with: musicanalyser roast"
    assert told in " ".join(ran.out.split())


def test_snapshots_are_listed_the_oldest_first(roasted: Path) -> None:
    listed = rows(roasted, "snapshots", "list")
    assert [(row["id"], row["window"], row["tone"], row["language"]) for row in listed] == [
        (1, "last 90 days", "medium", "en"),
        (2, "last 7 days", "savage", "de"),
    ]
    assert all(row["created_at"].startswith("2025-06-30T23:59") for row in listed)


def test_a_snapshot_is_shown_as_it_was_written(roasted: Path) -> None:
    shown = here(roasted, "snapshots", "show", "2").out
    assert shown == here(
        roasted, "roast", "--week", "--tone", "savage", "--lang", "de"
    ).out.replace(
        "│  Written on 2025-06-30. --again writes a new one.                            │\n", ""
    )


def test_a_difference_tells_what_came_went_and_moved(roasted: Path) -> None:
    report = json.loads(here(roasted, "snapshots", "diff", "1", "2", "--format", "json").out)
    parts = {row["part"]: (row["before"], row["after"]) for row in report["rows"]}
    assert parts["tone"] == ("medium", "savage")
    assert parts["window"] == ("last 90 days", "last 7 days")
    moves = report["parts"][0]["rows"]
    assert {row["change"] for row in moves} <= {"came", "went", "moved"}
    for row in moves:
        assert (row["before"] is None) >= (row["change"] == "came")
        assert (row["after"] is None) >= (row["change"] == "went")
        assert row["before_fact"] != row["after_fact"]


def test_a_snapshot_does_not_differ_from_itself(roasted: Path) -> None:
    report = json.loads(here(roasted, "snapshots", "diff", "1", "1", "--format", "json").out)
    assert report["parts"][0]["rows"] == []
    assert [row["part"] for row in report["rows"]] == ["name", "stamp"]


def test_a_snapshot_is_deleted_with_a_yes_beforehand(roasted: Path) -> None:
    gone = here(roasted, "snapshots", "delete", "1", "--yes")
    assert (gone.code, gone.out, gone.err) == (0, "", "Deleted snapshot 1.\n")
    assert [row["id"] for row in rows(roasted, "snapshots", "list")] == [2]


def test_where_nobody_can_be_asked_nothing_is_deleted(roasted: Path) -> None:
    assert here(roasted, "snapshots", "delete", "1") == failed(
        "Deleting needs a confirmation.", "Add --yes to delete without being asked.", code=2
    )
    assert len(rows(roasted, "snapshots", "list")) == 2


@pytest.mark.skipif(sys.platform == "win32", reason="there is no pty on Windows")
@pytest.mark.parametrize(("answer", "left"), [("n", 2), ("", 2), ("yes", 1)])
def test_at_a_terminal_deleting_is_asked_for(roasted: Path, answer: str, left: int) -> None:
    question = "Delete snapshot 1 permanently? [y/N] "
    code, _ = converse(roasted, "snapshots", "delete", "1", answers=[(question, f"{answer}\n")])
    assert code == 0
    assert len(rows(roasted, "snapshots", "list")) == left


@pytest.mark.parametrize(
    "words", [["show", "9"], ["diff", "9", "1"], ["diff", "1", "9"], ["delete", "9", "--yes"]]
)
def test_a_snapshot_that_is_not_there_is_named(roasted: Path, words: list[str]) -> None:
    assert here(roasted, "snapshots", *words) == failed(
        "There is no snapshot 9.", "Run: musicanalyser snapshots list"
    )


def test_the_view_can_be_asked(roasted: Path) -> None:
    query = "select id, tone, json_array_length(facts) >= 3 as enough from v_snapshots order by id"
    assert here(roasted, "sql", query, "--format", "csv").out == (
        "id,tone,enough\r\n1,medium,1\r\n2,savage,1\r\n"
    )


def test_several_snapshots_are_deleted_at_once(roasted: Path) -> None:
    ran = here(roasted, "snapshots", "delete", "1", "2", "--yes")
    assert (ran.code, ran.err) == (0, "Deleted snapshots 1, 2.\n")
    assert rows(roasted, "snapshots", "list") == []


def test_nothing_is_deleted_if_one_of_them_does_not_exist(roasted: Path) -> None:
    assert here(roasted, "snapshots", "delete", "1", "9", "--yes").code == 1
    assert len(rows(roasted, "snapshots", "list")) == 2


def test_the_timeline_has_the_latest_roast_of_each_month(own: Path) -> None:
    for month in ("2025-05", "2025-06", "2025-06", "last-month"):
        here(own, "roast", "--in", month, "--again")
    found = rows(own, "snapshots", "timeline")
    assert [(row["month"], row["snapshot"]) for row in found] == [("2025-05", 4), ("2025-06", 3)]
    assert found[0]["is_new"] is False
    assert all(row["first"] for row in found)
    assert [row["window"] for row in found] == ["2025-05", "2025-06"]
