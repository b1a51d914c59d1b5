import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import failed, here


def examined(home: Path, *words: str, code: int = 0, **environ: str) -> dict[str, Any]:
    """Return the result of each check by its name, and the advice under ``notes``."""
    ran = here(home, "doctor", *words, "--format", "json", environ=environ)
    assert ran.code == code
    report = json.loads(ran.out)
    found = {row["what"]: row["found"] for row in report["rows"]}
    return {**found, "notes": report["notes"]}


def test_the_doctor_names_versions_and_places(home: Path) -> None:
    found = examined(home)
    assert found["SQLite"] == sqlite3.sqlite_version
    assert found["database"] == str(home / "history.db")
    assert found["settings"] == str(home / "config.toml")
    assert found["logs"] == str(home / "logs")
    assert found["time zone"] == "Europe/Vienna, of the system"
    assert not home.exists()


def test_a_missing_history_is_no_problem_but_there_is_advice(home: Path) -> None:
    [advice] = examined(home)["notes"]
    assert advice == (
        "There is no history yet. Run `musicanalyser import my_spotify_data.zip`"
        " or `musicanalyser demo`."
    )


def test_a_healthy_history_is_counted_and_dated(lived_in: Path) -> None:
    found = examined(lived_in, "--full")
    for what in ("problems", "broken references", "interrupted runs"):
        assert found[what] == "none"
    assert found["sightings"] >= found["plays"] > found["tracks"] > 0
    assert found["first play"] < found["last play"] < "2025-07"
    assert found["size"].endswith(" MB")
    assert found["notes"] == ["Make a backup: musicanalyser db backup"]


def test_a_quick_look_leaves_out_what_must_read_the_whole_history(lived_in: Path) -> None:
    quick, full = examined(lived_in), examined(lived_in, "--full")
    assert quick.pop("broken references") == "not checked: use --full"
    assert full.pop("broken references") == "none"
    assert quick == full


def test_settings_that_are_not_allowed_are_a_problem(home: Path) -> None:
    found = examined(home, code=1, MUSICANALYSER_TIMEZONE="Mars")
    assert found["problem"] == "MUSICANALYSER_TIMEZONE cannot be 'Mars'."
    assert found["notes"] == [
        "Use the name of a time zone, such as Europe/Vienna or America/New_York."
    ]


def test_a_file_of_another_program_is_a_problem(home: Path) -> None:
    home.mkdir()
    (home / "history.db").write_text("something else", encoding="utf-8")
    (home / "history.db").chmod(0o600)
    found = examined(home, code=1)
    assert found["problem"].endswith("is not a database of musicanalyser; it was left untouched.")
    assert found["notes"] == ["Choose another file with --db."]


def test_a_damaged_database_is_a_problem(home: Path, export: Path) -> None:
    here(home, "import", str(export))
    with closing(sqlite3.connect(home / "history.db")) as conn:
        conn.execute("pragma journal_mode = delete")
    content = bytearray((home / "history.db").read_bytes())
    content[len(content) // 2 :] = b"\x99" * (len(content) - len(content) // 2)
    (home / "history.db").write_bytes(content)
    notes = examined(home, "--full", code=1)["notes"]
    assert notes[0] == (
        "The database is damaged."
        " Restore a backup, or save what can be read: musicanalyser db recover"
    )


def test_broken_references_are_a_problem(home: Path, export: Path) -> None:
    here(home, "import", str(export))
    with closing(sqlite3.connect(home / "history.db", isolation_level=None)) as conn:
        conn.execute("delete from tracks where id = (select min(id) from tracks)")
    assert examined(home, "--full", code=1)["broken references"] > 0


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ("drop view v_heard", "v_heard is missing"),
        ("drop index plays_by_track", "plays_by_track is missing"),
        ("alter table runs add column more text", "runs was changed"),
    ],
)
def test_a_schema_that_is_not_ours_is_a_problem(
    home: Path, export: Path, change: str, problem: str
) -> None:
    here(home, "import", str(export))
    with closing(sqlite3.connect(home / "history.db", isolation_level=None)) as conn:
        conn.execute(change)
    assert examined(home, code=1)["problems"] == problem


def test_an_answer_from_a_history_without_a_view_says_that_it_is_damaged(
    home: Path, export: Path
) -> None:
    here(home, "import", str(export))
    with closing(sqlite3.connect(home / "history.db", isolation_level=None)) as conn:
        conn.execute("drop view v_heard")
    assert here(home, "stats") == failed(
        "The database is damaged: it has no v_heard.", "Run `musicanalyser doctor`."
    )


@pytest.mark.skipif(os.name != "posix", reason="Windows has other rights")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o606])
def test_a_history_that_others_can_read_is_a_problem(home: Path, export: Path, mode: int) -> None:
    here(home, "import", str(export))
    database = home / "history.db"
    assert "rights" not in examined(home)
    database.chmod(mode)
    found = examined(home, code=1)
    assert found["rights"] == f"{database} is readable"
    assert f"Other users can read {database}. Run: chmod 600 {database}" in found["notes"]


def test_rebuilding_gives_the_same_plays_again(home: Path, export: Path) -> None:
    here(home, "import", str(export))
    question = ["sql", "select * from v_plays order by id", "--format", "csv"]
    before = here(home, *question).out
    ran = here(home, "doctor", "--rebuild")
    assert ran.code == 0
    assert ran.err.startswith("Rebuilt ")
    assert here(home, *question).out == before
