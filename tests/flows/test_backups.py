"""Backups are whole, private and thinned out; a restore loses nothing."""

import os
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.errors import LockedError, StoreError, UsageError
from musicanalyser.flows.backups import (
    back_up,
    find_last_whole,
    is_backup_due,
    superseded,
)
from musicanalyser.flows.live.lock import single_instance
from musicanalyser.flows.restoring import restore
from musicanalyser.store.connection import open_reading, open_writing
from musicanalyser.store.database_copy import verify_database
from tests.flows.histories import NOW, ZONE, import_into, tables
from tests.imports.sample_rows import extended_row, write_file

_ROOT_OF_TRACKS = "select rootpage from sqlite_master where name = 'tracks'"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "home" / "history.db"
    rows = [extended_row(ms_played=number) for number in range(40)]
    with closing(open_writing(path)) as conn:
        import_into(conn, write_file(tmp_path / "a.json", rows))
    return path


def content(path: Path) -> dict[str, list[tuple[object, ...]]]:
    with closing(open_reading(path)) as conn:
        return tables(conn)


def test_a_backup_holds_what_the_history_held_while_it_is_written(database: Path) -> None:
    with closing(open_writing(database)) as writing:
        before = content(database)
        writing.execute("begin immediate")
        writing.execute("delete from plays")
        made = back_up(database, None, now=NOW)
        writing.execute("rollback")
    assert content(made.path) == before
    assert made.path.parent == database.with_name("backups")
    assert made.path.stat().st_mode & 0o777 == 0o600
    assert made.path.parent.stat().st_mode & 0o077 == 0
    assert made.sightings == 40
    assert list(made.path.parent.iterdir()) == [made.path]


def test_a_restore_puts_a_copy_in_place_and_keeps_the_old_history(database: Path) -> None:
    made = back_up(database, database.with_name("copy.db"), now=NOW)
    before = content(database)
    with closing(open_writing(database)) as conn:
        conn.execute("delete from plays")
    changed = content(database)
    restored, kept = restore(database, made.path, now=NOW)
    assert kept is not None
    assert content(database) == before
    assert content(kept) == changed
    assert restored.sha256 == verify_database(database).sha256


def test_a_restore_works_where_files_cannot_have_two_names(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(database, database.with_name("copy.db"), now=NOW)
    before = content(database)

    def refuse(_file: Path, _other: Path) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    _, kept = restore(database, made.path, now=NOW)
    assert kept is not None
    assert content(database) == content(kept) == before


def test_a_restore_where_there_is_no_history_makes_one(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "history.db"
    restored, kept = restore(other, database, now=NOW)
    assert (restored.path, kept) == (other, None)
    assert content(other) == content(database)


def test_what_is_no_whole_history_is_never_put_in_place(database: Path, tmp_path: Path) -> None:
    before = content(database)
    cut = write_file(tmp_path / "cut.db", database.read_bytes()[:-5_000])
    damaged = bytearray(back_up(database, tmp_path / "b.db", now=NOW).path.read_bytes())
    damaged[len(damaged) // 2 :] = b"\x99" * (len(damaged) - len(damaged) // 2)
    for path in (
        cut,
        write_file(tmp_path / "c.db", bytes(damaged)),
        write_file(tmp_path / "d.db", b"text"),
    ):
        with pytest.raises(StoreError):
            restore(database, path, now=NOW)
    assert content(database) == before


def test_a_restore_waits_for_no_watch(database: Path, tmp_path: Path) -> None:
    made = back_up(database, tmp_path / "b.db", now=NOW)
    with single_instance(database, "watch"), pytest.raises(LockedError):
        restore(database, made.path, now=NOW)


def test_an_old_history_keeps_what_is_in_its_log(database: Path, tmp_path: Path) -> None:
    made = back_up(database, tmp_path / "b.db", now=NOW)
    with closing(open_reading(database)) as reading, closing(open_writing(database)) as writing:
        reading.execute("begin")
        reading.execute("select count(*) from plays").fetchone()  # holds the log as it is
        writing.execute("delete from plays where id > 10")
        changed = content(database)
        _, kept = restore(database, made.path, now=NOW)
    assert kept is not None
    assert content(kept) == changed


def test_a_restore_that_fails_leaves_the_history_in_its_place(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = back_up(database, tmp_path / "b.db", now=NOW)
    before = content(database)

    def fail(_source: Path, _target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("musicanalyser.flows.restoring.copy_database", fail)
    with pytest.raises(OSError, match="No space left"):
        restore(database, made.path, now=NOW)
    assert content(database) == before


def test_a_backup_replaces_no_file(database: Path, tmp_path: Path) -> None:
    before = content(database)
    for target in (database, write_file(tmp_path / "mine.txt", b"mine")):
        with pytest.raises(UsageError, match="A copy never replaces a file"):
            back_up(database, target, now=NOW)
    assert content(database) == before
    assert (tmp_path / "mine.txt").read_bytes() == b"mine"


def test_without_a_history_there_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="There is no history yet"):
        back_up(tmp_path / "history.db", None, now=NOW)


def test_backups_are_thinned_out_but_files_of_others_stay(database: Path) -> None:
    folder = database.with_name("backups")
    folder.mkdir()
    mine = folder / "history-mine.db"
    mine.write_text("mine", encoding="utf-8")
    made = [back_up(database, None, now=NOW - timedelta(hours=hours)).path for hours in (3, 2, 1)]
    assert sorted(folder.iterdir()) == sorted([mine, made[-1]])


def test_what_killed_processes_left_is_gone_after_a_day(database: Path) -> None:
    folder = database.with_name("backups")
    folder.mkdir()
    left, going_on = (folder / f".history-20250630T200000Z.db.{pid}" for pid in (1, 2))
    for path, hours in ((left, 25), (going_on, 23)):
        path.touch()
        moment = (NOW - timedelta(hours=hours)).timestamp()
        os.utime(path, (moment, moment))
    made = back_up(database, None, now=NOW)
    assert sorted(folder.iterdir()) == sorted([going_on, made.path])


@given(st.sets(st.integers(0, 20_000), min_size=1, max_size=60))
def test_the_latest_of_each_day_week_and_month_stays(hours: set[int]) -> None:
    moments = {
        Path(f"{hour}.db"): datetime(2026, 11, 27, tzinfo=UTC) - timedelta(hours=hour)
        for hour in hours
    }
    kept = moments.keys() - superseded(moments)
    assert max(moments, key=lambda path: moments[path]) in kept
    assert len(kept) <= 7 + 4 + 12
    days = sorted({moment.date() for moment in moments.values()}, reverse=True)
    for day in days[:7]:
        of_day = [path for path, moment in moments.items() if moment.date() == day]
        assert max(of_day, key=lambda path: moments[path]) in kept


def test_a_backup_is_due_once_a_local_day(database: Path) -> None:
    def is_due(moment: datetime) -> bool:
        return is_backup_due(database, today=moment.astimezone(ZONE).date(), zone=ZONE)

    assert is_due(NOW)
    back_up(database, None, now=NOW)
    assert not is_due(NOW)
    late = datetime(2025, 6, 30, 23, 30, tzinfo=UTC)  # half past one on the next day in Berlin
    assert is_due(late)
    back_up(database, None, now=late)
    assert not is_due(late + timedelta(hours=10))


def test_there_is_nothing_to_back_up_before_the_first_import(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    assert not is_backup_due(path, today=NOW.date(), zone=ZONE)
    path.touch()
    assert not is_backup_due(path, today=NOW.date(), zone=ZONE)


def test_the_last_backup_that_counts_is_whole(database: Path) -> None:
    assert find_last_whole(database, full=False) is None
    moments = [NOW - timedelta(days=days) for days in (2, 1, 0)]
    old, newer, newest = (back_up(database, None, now=moment).path for moment in moments)
    assert find_last_whole(database, full=False) == moments[2]
    newest.write_bytes(newest.read_bytes()[:-5_000])
    assert find_last_whole(database, full=False) == moments[1]
    newer.write_bytes(b"text")
    assert find_last_whole(database, full=False) == moments[0]
    old.unlink()
    assert find_last_whole(database, full=False) is None


def test_only_a_full_search_notices_damage_within_the_last_backup(database: Path) -> None:
    made = back_up(database, None, now=NOW)
    with closing(open_reading(database)) as conn:
        (page,) = conn.execute(_ROOT_OF_TRACKS).fetchone()
    with made.path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\x99" * 4096)
    assert find_last_whole(database, full=False) == NOW
    assert find_last_whole(database, full=True) is None
