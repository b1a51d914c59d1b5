"""Files that are imported twice, or only in part, are in the history once."""

import gc
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.flows.importing import import_run
from musicanalyser.flows.importing.import_run import ImportProgress
from musicanalyser.flows.importing.row_outcomes import RowOutcome
from musicanalyser.store.connection import open_scratch_copy, open_writing, transaction
from musicanalyser.store.rollups.audit import differing_tables
from tests.flows.histories import assert_sound, blank, import_into, plays, tables
from tests.imports.sample_rows import Row, account_row, extended_row, make_zip, write_file


def days(first: int, after: int) -> list[Row]:
    """Return a row a day of January 2024, with a double on the fifth."""
    return [
        extended_row(ts=f"2024-01-{day:02}T12:00:00Z", ms_played=60_000 + day)
        for day in (*range(first, after), *([5] if first <= 5 < after else []))
    ]


def test_the_same_import_again_changes_nothing_but_the_journal(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.json", [*days(1, 9), extended_row(ts="never")])
    with closing(blank()) as conn:
        import_into(conn, path)
        before = tables(conn)
        tally = import_into(conn, path)
        assert tables(conn) == before
        assert tally.files[0].total(RowOutcome.KNOWN) == 9


def test_an_overlapping_newer_export_adds_only_what_is_new(tmp_path: Path) -> None:
    old = write_file(tmp_path / "old.zip.json", days(1, 9))
    new = write_file(tmp_path / "new.zip.json", days(4, 13))
    with closing(blank()) as conn, closing(blank()) as other:
        import_into(conn, old)
        before = tables(conn)["sightings"]
        tally = import_into(conn, new)
        assert set(before) < set(tables(conn)["sightings"])
        assert tally.files[0].total(RowOutcome.NEW) == 4
        assert tally.files[0].total(RowOutcome.KNOWN) == 6
        import_into(other, write_file(tmp_path / "all.json", days(1, 13)))
        assert plays(conn) == plays(other)


def statements_of(conn: sqlite3.Connection, *paths: Path) -> list[str]:
    """Return the statements of an import."""
    found: list[str] = []
    conn.set_trace_callback(found.append)
    import_into(conn, *paths)
    conn.set_trace_callback(None)
    return found


def test_rows_that_are_known_have_no_sums_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_run, "_FEW_ROWS", 3)
    old, again = days(1, 13), days(1, 13)[::-1]
    with closing(blank()) as conn:
        first = statements_of(conn, write_file(tmp_path / "old.json", old))
        second = statements_of(conn, write_file(tmp_path / "again.json", again))
    assert "delete from track_totals" in first
    assert "delete from track_totals" not in second


def test_sums_are_right_if_only_the_later_files_of_an_import_leave_them_to_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(import_run, "_FEW_ROWS", 3)
    parts = [write_file(tmp_path / f"{at}.json", days(at, at + 6)) for at in (1, 5, 10, 15)]
    with closing(blank()) as conn, closing(blank()) as other:
        import_into(conn, parts[0])
        assert "delete from track_totals" in statements_of(conn, *parts[1:])
        assert differing_tables(conn) == []
        import_into(other, *parts)
        assert plays(conn) == plays(other)
        assert_sound(conn)


def test_a_zip_and_the_folder_it_was_unpacked_to_are_the_same(tmp_path: Path) -> None:
    rows = {"a.json": days(1, 9), "b.json": [account_row(), account_row()]}
    files = {name: write_file(tmp_path / "f" / name, rows[name]).read_bytes() for name in rows}
    archive = write_file(tmp_path / "a.zip", make_zip(files))
    with closing(blank()) as conn:
        import_into(conn, archive)
        before = plays(conn)
        tally = import_into(conn, tmp_path / "f", archive)
        assert sum(file.total(RowOutcome.NEW) for file in tally.files) == 0
        assert plays(conn) == before


class StopError(Exception):
    """A test stops the import."""


def stopping(after: int) -> Callable[[ImportProgress], None]:
    """Return what stops an import at a certain step."""
    steps = iter(range(after))

    def progress(_: ImportProgress) -> None:
        if next(steps, None) is None:
            raise StopError

    return progress


@pytest.mark.parametrize("step", range(4))
def test_an_import_that_is_stopped_keeps_whole_files_and_is_completed_by_the_next(
    step: int, tmp_path: Path
) -> None:
    for number in range(3):
        write_file(tmp_path / "f" / f"{number}.json", days(1 + 5 * number, 8 + 5 * number))
    with closing(blank()) as conn:
        import_into(conn, tmp_path / "f")
        expected = tables(conn)
    with closing(blank()) as conn:
        with pytest.raises(StopError):
            import_into(conn, tmp_path / "f", progress=stopping(step))
        assert not conn.in_transaction
        assert_sound(conn)
        import_into(conn, tmp_path / "f")
        assert tables(conn) == expected


def test_stopping_and_closing_prints_nothing(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.json", days(1, 9))
    with pytest.raises(StopError), closing(open_writing(tmp_path / "history.db")) as conn:
        import_into(conn, path, progress=stopping(0))
    gc.collect()
    with closing(open_writing(tmp_path / "history.db")) as conn:
        assert_sound(conn)


def test_a_dry_run_says_the_same_and_leaves_every_byte(tmp_path: Path) -> None:
    database = tmp_path / "data" / "history.db"
    old, new = (
        write_file(tmp_path / name, days(*span))
        for name, span in {"old.json": (1, 9), "new.json": (4, 13)}.items()
    )
    with closing(open_writing(database)) as conn:
        import_into(conn, old)
    before = database.read_bytes()
    with closing(open_scratch_copy(database)) as conn:
        dry = import_into(conn, new)
    assert database.read_bytes() == before
    assert {path.name for path in database.parent.iterdir()} <= {
        "history.db", "history.db-wal", "history.db-shm",
    }  # fmt: skip
    with closing(open_writing(database)) as conn:
        real = import_into(conn, new)
    assert [file.counts for file in dry.files] == [file.counts for file in real.files]


def test_a_dry_run_without_a_database_makes_none(tmp_path: Path) -> None:
    path = write_file(tmp_path / "a.json", days(1, 9))
    with closing(open_scratch_copy(tmp_path / "data" / "history.db")) as conn:
        assert import_into(conn, path).files[0].total(RowOutcome.NEW) == 8
    assert list(tmp_path.iterdir()) == [path]


def test_a_known_file_gives_again_what_was_removed_since(tmp_path: Path) -> None:
    moments = [
        f"2024-{month:02}-{day:02}T{hour:02}"
        for month in range(1, 13)
        for day in range(1, 29)
        for hour in range(18)
    ]
    rows = [extended_row(ts=f"{at}:00:00Z", ms_played=60_000 + len(at)) for at in moments]
    path = write_file(tmp_path / "a.json", rows)
    with closing(blank()) as conn:
        import_into(conn, path)
        before = tables(conn)
        with transaction(conn):
            conn.execute("delete from plays where id > 6000")
            conn.execute("delete from sightings where id > 6000")
        tally = import_into(conn, path).files[0]
        assert (tally.total(RowOutcome.KNOWN), tally.total(RowOutcome.NEW)) == (6_000, 48)
        assert tables(conn) == before
