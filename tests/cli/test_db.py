"""Backups, restores and checks on the command line."""

import hashlib
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.running import here
from tests.flows.histories import tables


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
    assert ran.out.startswith("♫ Recovered\n")
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


def backups(home: Path) -> list[Path]:
    return sorted((home / "backups").glob("*.db"))


def test_the_first_import_of_a_day_backs_the_history_up(home: Path, export: Path) -> None:
    day, next_day = ("--as-of", "2025-07-01"), ("--as-of", "2025-07-02")
    here(home, *day, "import", str(export))
    assert backups(home) == []
    for _ in range(2):
        assert here(home, *day, "import", str(export), "--dry-run").code == 0
    assert backups(home) == []
    for _ in range(2):
        assert here(home, *day, "import", str(export)).code == 0
    assert len(backups(home)) == 1
    assert here(home, *next_day, "--verbose", "import", str(export)).err.count("Backed up to") == 1
    assert len(backups(home)) == 2
    assert here(home, "--db", str(backups(home)[0]), "db", "check").out == "ok\n"


def test_nothing_is_imported_into_a_damaged_history(own: Path, export: Path) -> None:
    content = bytearray((own / "history.db").read_bytes())
    content[len(content) // 2 :] = bytes(len(content) - len(content) // 2)
    (own / "history.db").write_bytes(content)
    ran = here(own, "import", str(export))
    assert (ran.code, ran.out) == (1, "")
    assert "damaged" in ran.err
    assert (own / "history.db").read_bytes() == content


def test_a_backup_that_cannot_be_written_does_not_stop_an_import(own: Path, export: Path) -> None:
    (own / "backups").touch()
    ran = here(own, "import", str(export))
    assert ran.code == 0
    assert "No backup was made: Not a directory.\n" in ran.err


def test_doctor_says_when_the_last_good_backup_was_made(own: Path) -> None:
    def last() -> object:
        rows = json.loads(here(own, "doctor", "--format", "json").out)["rows"]
        return {row["what"]: row["found"] for row in rows}["last good backup"]

    assert last() == "none"
    here(own, "--as-of", "2025-07-01T12:00", "db", "backup")
    assert last() == "2025-07-01 12:00+02:00"


@pytest.mark.parametrize(
    ("table", "spoil"),
    [
        ("track_totals", "update track_totals set skips = skips + 1"),
        ("entity_totals", "delete from entity_totals where level = 3"),
        ("hour_totals", "update hour_totals set sounded_ms = sounded_ms - 1"),
        ("sessions", "insert into sessions values (1, 2, 1, 1, 0, 1)"),
    ],
)
def test_a_check_names_the_sums_that_are_wrong_and_a_rebuild_makes_them_right(
    own: Path, table: str, spoil: str
) -> None:
    with closing(sqlite3.connect(own / "history.db", isolation_level=None)) as conn:
        before = tables(conn)
        conn.execute(spoil)
    checked = here(own, "db", "check")
    assert (checked.code, checked.out) == (1, f"{table} differs from the plays\n")
    assert checked.err == "Make the sums anew with: musicanalyser db rebuild\n"
    rebuilt = here(own, "db", "rebuild")
    assert (rebuilt.code, rebuilt.out) == (0, "")
    with closing(sqlite3.connect(own / "history.db")) as conn:
        assert tables(conn) == before
    assert here(own, "db", "check").out == "ok\n"


def test_a_check_says_that_rules_are_not_followed_and_a_rebuild_follows_them(own: Path) -> None:
    with closing(sqlite3.connect(own / "history.db")) as conn:
        (artist,) = conn.execute(
            "select artist from v_tracks where artist_key is not null"
        ).fetchone()
        conn.execute(
            "insert into rules (created_ms, action, level, name) values (0, 'ignore', 'artist', ?)",
            (artist,),
        )
        conn.commit()
    checked = here(own, "db", "check")
    assert (checked.code, checked.out) == (1, "tracks or plays differ from the rules\n")
    assert here(own, "db", "rebuild").code == 0
    assert here(own, "db", "check").out == "ok\n"


def test_a_rebuild_makes_no_history_where_there_is_none(home: Path) -> None:
    assert here(home, "db", "rebuild").code == 1
    assert not (home / "history.db").exists()


def test_a_check_of_a_long_history_says_that_it_did_not_compare_its_sums(own: Path) -> None:
    with closing(sqlite3.connect(own / "history.db", isolation_level=None)) as conn:
        conn.execute("update plays set id = id + 1000000")
        conn.execute("update album_runs set play_id = play_id + 1000000")
        conn.execute("delete from hour_totals")
    checked = here(own, "db", "check")
    assert (checked.code, checked.out) == (0, "ok\n")
    assert checked.err == "The sums of plays were not compared. --full compares them.\n"
    checked = here(own, "db", "check", "--full")
    assert (checked.code, checked.out) == (1, "hour_totals differs from the plays\n")
