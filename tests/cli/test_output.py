"""Answers into files."""

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from musicanalyser.render import FORMATS, SUFFIXES
from tests.cli.running import Ran, command, failed, here, untraced
from tests.imports.sample_rows import extended_row, write_file


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_suffix_of_a_file_chooses_its_format(
    lived_in: Path, tmp_path: Path, suffix: str
) -> None:
    file = tmp_path / f"answer{suffix}"
    ran = here(lived_in, "stats", "totals", "-o", str(file))
    assert (ran.code, ran.out, ran.err) == (0, "", f"Wrote {file}\n")
    assert list(tmp_path.iterdir()) == [file]
    assert file.stat().st_size


@pytest.mark.parametrize("name", FORMATS)
def test_a_file_holds_what_the_screen_would_show(lived_in: Path, tmp_path: Path, name: str) -> None:
    file = tmp_path / "answer"
    shown = here(lived_in, "stats", "totals", "--format", name).out
    assert here(lived_in, "stats", "totals", "--format", name, "-o", str(file)).code == 0
    with file.open(encoding="utf-8", newline="") as stream:
        assert stream.read() == shown


@pytest.mark.parametrize("name", ["csv", "jsonl"])
def test_a_format_with_one_table_names_the_parts_that_it_lacks(lived_in: Path, name: str) -> None:
    ran = here(lived_in, "stats", "skips", "--all", "--format", name)
    whole = json.loads(here(lived_in, "stats", "skips", "--all", "--format", "json").out)
    lacks = ", ".join(part["report"] for part in whole["parts"])
    assert ran.err == f"{name} holds one table. --format json also has: {lacks}\n"
    assert here(lived_in, "stats", "totals", "--format", name).err == ""
    assert here(lived_in, "--quiet", "stats", "skips", "--all", "--format", name).err == ""


def test_a_file_is_replaced_and_a_link_kept(lived_in: Path, tmp_path: Path) -> None:
    file, link = tmp_path / "answer.csv", tmp_path / "link.csv"
    file.write_text("old", encoding="utf-8")
    link.symlink_to(file)
    assert here(lived_in, "stats", "totals", "-o", str(link)).code == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8").startswith("kind,")


def test_a_failed_answer_leaves_the_file_as_it_was(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    file.write_text("old", encoding="utf-8")
    assert here(home, "stats", "-o", str(file)).code == 1
    assert file.read_text(encoding="utf-8") == "old"


def test_a_folder_that_is_not_there_is_named_by_the_file_asked_for(
    lived_in: Path, tmp_path: Path
) -> None:
    file = tmp_path / "nowhere" / "answer.csv"
    assert here(lived_in, "stats", "-o", str(file)) == failed(
        f"{file}: {os.strerror(errno.ENOENT)}.", "Check the path and its permissions."
    )


def test_a_file_below_a_file_is_refused(lived_in: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    file = tmp_path / "file" / "answer.csv"
    assert here(lived_in, "stats", "-o", str(file)) == failed(
        f"{file}: {os.strerror(errno.ENOTDIR)}.", "Check the path and its permissions."
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_that_fills_up_leaves_the_file_as_it_was(lived_in: Path, tmp_path: Path) -> None:
    file = tmp_path / "plays.csv"
    file.write_text("old", encoding="utf-8")
    limited = 'ulimit -f 128 && exec "$@"'
    ended = subprocess.run(  # noqa: S603 - the program under test
        ["/bin/sh", "-c", limited, "sh", *command("log", "--all", "-o", str(file))],
        env=untraced(lived_in),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    full = failed("The disk is full.", "Free some space, then run the command again.")
    assert Ran(code=ended.returncode, out=ended.stdout, err=ended.stderr) == full
    assert file.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk always full")
def test_a_device_is_written_to_and_never_replaced(lived_in: Path) -> None:
    ran = here(lived_in, "stats", "--format", "csv", "-o", "/dev/full")
    assert ran == failed("The disk is full.", "Free some space, then run the command again.")
    assert Path("/dev/full").is_char_device()


def test_quiet_writes_without_a_word(lived_in: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.csv"
    assert here(lived_in, "--quiet", "stats", "-o", str(file)).err == ""
    assert file.exists()


@pytest.mark.parametrize("name", ["history.db", "history.db-wal", "config.toml"])
@pytest.mark.parametrize("through_link", [False, True])
def test_a_file_of_the_program_is_never_replaced(
    home: Path, export: Path, tmp_path: Path, name: str, *, through_link: bool
) -> None:
    here(home, "import", str(export))
    here(home, "config", "set", "timezone", "Europe/Vienna")
    own = home / name
    own.touch()
    target = own
    if through_link:
        target = tmp_path / "answer.json"
        target.symlink_to(own)
    before = own.read_bytes()
    ran = here(home, "stats", "totals", "--format", "json", "-o", str(target))
    assert ran == failed(
        f"{target} is a file that musicanalyser reads or keeps; it was left untouched.",
        "Write to another file.",
        code=2,
    )
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    "name",
    [
        *(
            "history.db-journal",
            "history.db.enrich.lock",
            "history.db.20250630T200000Z",
            "keys.toml",
        ),
        *("spotify-token.json", "demo.db", "backups/history-20250630T200000Z.db"),
    ],
)
def test_no_file_is_made_where_one_of_the_program_would_be(
    lived_in: Path, tmp_path: Path, name: str
) -> None:
    link = tmp_path / "link"
    link.symlink_to(lived_in)
    for target in (lived_in / name, link / name):
        ran = here(lived_in, "stats", "totals", "--format", "json", "-o", str(target))
        assert (ran.code, ran.out) == (2, "")
        assert not (lived_in / name).exists()


def test_links_in_a_circle_are_no_bug(home: Path, export: Path, tmp_path: Path) -> None:
    here(home, "import", str(export))
    for circle in (tmp_path / "circle.json", home / "config.toml"):
        circle.symlink_to(circle.name)
    answer = ("stats", "totals", "--format", "json", "-o", str(tmp_path / "circle.json"))
    assert here(home, *answer).code == 1  # the settings cannot be read
    assert here(home, "purge", "--yes").code == 0
    assert not home.exists()
    here(home, "import", str(export))
    assert here(home, *answer).code == 0
    assert json.loads((tmp_path / "circle.json").read_text("utf-8"))["report"] == "totals"


def test_an_export_is_never_replaced_while_it_is_read(home: Path, tmp_path: Path) -> None:
    mine = write_file(tmp_path / "in" / "mine.json", [extended_row()])
    before = mine.read_bytes()
    for path in (mine, mine.parent):
        ran = here(home, "import", str(path), "--dry-run", "-o", str(mine))
        assert (ran.code, ran.out) == (2, "")
        assert mine.read_bytes() == before
    assert not home.exists()
    assert here(home, "import", str(mine), "-o", str(mine.with_name("report.json"))).code == 0
