"""Exports on the command line."""

import csv
import json
from pathlib import Path

import pytest

from musicanalyser.stats import STATS
from tests.cli.running import failed, here, musicanalyser


@pytest.fixture(scope="module")
def again(lived_in: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home into which the export of another was imported, and nothing else."""
    folder = tmp_path_factory.mktemp("again")
    file = folder / "history.json"
    assert here(lived_in, "export", "-o", str(file)).code == 0
    assert here(folder / "home", "import", str(file)).code == 0
    return folder / "home"


@pytest.mark.parametrize("name", STATS)
def test_every_statistic_of_an_imported_export_is_the_same(
    lived_in: Path, again: Path, name: str
) -> None:
    words = ("stats", name, "--all", "--format", "json")
    assert here(again, *words) == here(lived_in, *words)


def test_an_export_can_be_read_by_its_owner_alone(lived_in: Path, tmp_path: Path) -> None:
    file = tmp_path / "history.json"
    ran = here(lived_in, "export", "-o", str(file))
    rows = json.loads(file.read_text("utf-8"))
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == f"Wrote {len(rows):,} rows to {file}\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [file]


def test_every_format_holds_the_same_rows(lived_in: Path, tmp_path: Path) -> None:
    whole = json.loads(here(lived_in, "export", "--month").out)
    lines = here(lived_in, "export", "--month", "--format", "jsonl").out
    table = tmp_path / "month.csv"
    assert here(lived_in, "export", "--month", "-o", str(table)).code == 0
    assert [json.loads(line) for line in lines.splitlines()] == whole
    with table.open(encoding="utf-8", newline="") as stream:
        found = list(csv.DictReader(stream))
    assert [(row["ts"], int(row["ms_played"])) for row in found] == [
        (row["ts"], row["ms_played"]) for row in whole
    ]
    assert {row["shuffle"] for row in found} <= {"true", "false", ""}


def test_an_empty_window_is_an_empty_list(lived_in: Path) -> None:
    assert here(lived_in, "export", "--in", "2019").out == "[]\n"


def test_a_redacted_export_names_nobody(lived_in: Path) -> None:
    names = here(lived_in, "sql", "select distinct artist from v_plays", "--format", "csv").out
    shown = here(lived_in, "export", "--redact").out
    assert [name for name in names.splitlines()[1:] if name and name in shown] == []
    assert shown != here(lived_in, "export", "--redact").out


def test_a_format_that_cannot_be_told_is_refused_before_anything_is_read(
    home: Path, tmp_path: Path
) -> None:
    hint = "Choose one with --format: json, jsonl, csv."
    assert here(home, "export", "-o", str(tmp_path / "a.parquet")) == failed(
        "There is no export format 'parquet'.", hint, code=2
    )
    assert here(home, "export", "--format", "table") == failed(
        "There is no export format 'table'.", hint, code=2
    )


def test_an_export_never_replaces_the_history(own: Path) -> None:
    before = (own / "history.db").read_bytes()
    refused = here(own, "export", "--format", "json", "-o", str(own / "history.db"))
    assert (refused.code, refused.out) == (2, "")
    assert (own / "history.db").read_bytes() == before


def test_a_reader_that_has_seen_enough_ends_an_export_quietly(lived_in: Path) -> None:
    ran = musicanalyser(lived_in, "export", "--format", "jsonl")
    assert (ran.code, ran.err) == (0, "")
