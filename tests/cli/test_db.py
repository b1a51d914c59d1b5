"""Backups, restores and checks on the command line."""

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.running import here


def test_a_backup_can_be_restored_and_its_checksum_is_right(
    home: Path, export: Path, tmp_path: Path
) -> None:
    here(home, "import", str(export))
    before = here(home, "stats", "totals", "--all").out
    copy = tmp_path / "copy.db"
    made = here(home, "db", "backup", str(copy))
    assert made.code == 0
    assert made.out == f"{hashlib.sha256(copy.read_bytes()).hexdigest()}  {copy}\n"
    assert here(home, "--db", str(copy), "stats", "totals", "--all").out == before
    (home / "history.db").unlink()
    assert here(home, "db", "restore", str(copy)).code == 0
    assert here(home, "stats", "totals", "--all").out == before


def test_a_check_lists_what_is_wrong(home: Path, export: Path) -> None:
    here(home, "import", str(export))
    assert here(home, "db", "check") == here(home, "db", "check", "--full")
    assert here(home, "db", "check").out == "ok\n"
    with closing(sqlite3.connect(home / "history.db", isolation_level=None)) as conn:
        conn.execute("drop view v_heard")
    checked = here(home, "db", "check")
    assert (checked.code, checked.out) == (1, "v_heard is missing\n")


def test_a_damaged_history_is_recovered_and_put_back(
    home: Path, export: Path, tmp_path: Path
) -> None:
    here(home, "import", str(export))
    before = here(home, "stats", "totals", "--all").out
    history, new = home / "history.db", tmp_path / "new one.db"
    content = bytearray(history.read_bytes())
    content[-4096:] = bytes(4096)
    history.write_bytes(content)
    assert here(home, "db", "check").code == 1
    ran = here(home, "db", "recover", str(history), str(new))
    assert ran.code == 0
    assert ran.out.startswith("Recovered\n")
    assert ran.err == f"Next: musicanalyser db restore '{new}'\n"
    assert history.read_bytes() == content
    assert here(home, "db", "restore", str(new)).code == 0
    assert here(home, "import", str(export)).code == 0
    assert here(home, "stats", "totals", "--all").out == before
    assert here(home, "db", "check").out == "ok\n"


def test_a_history_that_is_gone_cannot_be_recovered(home: Path, tmp_path: Path) -> None:
    ran = here(home, "db", "recover", str(tmp_path / "none.db"), str(tmp_path / "new.db"))
    assert (ran.code, ran.out) == (1, "")
    assert "none.db" in ran.err
