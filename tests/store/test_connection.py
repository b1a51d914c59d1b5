import os
import sqlite3
import stat
import sys
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.errors import LockedError, StoreError
from musicanalyser.store.connection import (
    open_reading,
    open_scratch_copy,
    open_writing,
    transaction,
)
from musicanalyser.store.schema_version import APPLICATION_ID, SCHEMA_VERSION


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a" / "b" / "history.db"


@pytest.fixture
def database(path: Path) -> Path:
    open_writing(path).close()
    return path


def pragma(path: Path, name: str) -> object:
    with closing(sqlite3.connect(path)) as conn:
        return conn.execute(f"pragma {name}").fetchone()[0]


def test_a_new_database_gets_its_folders_and_all_steps_of_the_schema(database: Path) -> None:
    assert pragma(database, "application_id") == APPLICATION_ID
    assert pragma(database, "user_version") == SCHEMA_VERSION
    assert pragma(database, "journal_mode") == "wal"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of this kind")
def test_only_the_owner_can_read_the_file_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        with closing(open_writing(path)) as conn, transaction(conn):
            conn.execute("insert into settings values ('a', 'b')")
            files = [path, path.with_name("history.db-wal"), path.with_name("history.db-shm")]
            assert [stat.S_IMODE(file.stat().st_mode) for file in files] == [0o600] * 3
    finally:
        os.umask(before)


def test_every_table_is_strict_and_refers_to_rows_that_exist(database: Path) -> None:
    with closing(open_writing(database)) as conn:
        loose = [
            row[1]
            for row in conn.execute("pragma table_list")
            if row[2] == "table" and not row[5] and not row[1].startswith(("sqlite_", "_sqlite_"))
        ]
        assert loose == []
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            conn.execute("insert into merged values (1, 2)")


def test_opening_again_changes_nothing(database: Path) -> None:
    before = database.read_bytes()
    open_writing(database).close()
    open_reading(database).close()
    assert database.read_bytes() == before


def test_a_reading_connection_cannot_write(database: Path) -> None:
    with (
        closing(open_reading(database)) as conn,
        pytest.raises(sqlite3.OperationalError, match=r"readonly|query_only"),
    ):
        conn.execute("insert into settings values ('a', 'b')")


def test_reading_needs_a_database(path: Path) -> None:
    with pytest.raises(StoreError, match="There is no database"):
        open_reading(path)
    assert not path.parent.exists()


@pytest.mark.parametrize("opening", [open_reading, open_writing, open_scratch_copy])
def test_a_file_that_is_no_database_is_left_untouched(path: Path, opening: object) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("Dear diary")
    with pytest.raises(StoreError, match="is not a database of musicanalyser"):
        opening(path)  # type: ignore[operator]  # each of the three is called with a path
    assert path.read_text() == "Dear diary"


@pytest.mark.parametrize("opening", [open_reading, open_writing, open_scratch_copy])
def test_a_database_of_another_program_is_left_untouched(path: Path, opening: object) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("create table plays (id)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="is not a database of musicanalyser"):
        opening(path)  # type: ignore[operator]  # each of the three is called with a path
    assert path.read_bytes() == before


@pytest.mark.parametrize("opening", [open_reading, open_writing, open_scratch_copy])
def test_a_database_of_a_newer_version_is_left_untouched(database: Path, opening: object) -> None:
    with closing(sqlite3.connect(database)) as conn:
        conn.execute(f"pragma user_version = {SCHEMA_VERSION + 1}")
    before = database.read_bytes()
    with pytest.raises(StoreError, match="newer version"):
        opening(database)  # type: ignore[operator]  # each of the three is called with a path
    assert database.read_bytes() == before


def test_a_damaged_database_is_reported(database: Path) -> None:
    content = database.read_bytes()
    database.write_bytes(content[:100] + b"\xff" * 4000 + content[4100:])
    with pytest.raises(StoreError, match=r"damaged|cannot be opened"):
        open_reading(database)


def test_a_folder_in_place_of_the_file_is_reported(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(StoreError, match="cannot be opened"):
        open_writing(path)


def test_a_second_writer_gets_an_error(database: Path) -> None:
    with closing(open_writing(database)) as one, closing(open_writing(database)) as two:
        two.execute("pragma busy_timeout = 0")
        with transaction(one), pytest.raises(LockedError), transaction(two):
            pass


def test_a_transaction_that_fails_leaves_nothing(database: Path) -> None:
    def fail(conn: sqlite3.Connection) -> None:
        with transaction(conn):
            conn.execute("insert into settings values ('a', 'b')")
            raise KeyboardInterrupt

    with closing(open_writing(database)) as conn:
        with pytest.raises(KeyboardInterrupt):
            fail(conn)
        assert conn.execute("select count(*) from settings").fetchone() == (0,)


def test_a_scratch_copy_has_the_rows_of_the_database_and_never_changes_it(database: Path) -> None:
    with closing(open_writing(database)) as conn, transaction(conn):
        conn.execute("insert into settings values ('a', 'b')")
    before = database.read_bytes()
    with closing(open_scratch_copy(database)) as conn, transaction(conn):
        assert conn.execute("select * from settings").fetchall() == [("a", "b")]
        conn.execute("delete from settings")
    assert database.read_bytes() == before


def test_a_scratch_copy_of_nothing_is_an_empty_database(path: Path) -> None:
    with closing(open_scratch_copy(path)) as conn:
        assert conn.execute("select count(*) from v_plays").fetchone() == (0,)
    assert not path.parent.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with a name")
def test_a_device_is_refused_and_keeps_its_mode(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    pipe.chmod(0o666)
    for opening in (open_writing, open_reading):
        with pytest.raises(StoreError, match="is not a database of musicanalyser"):
            opening(pipe)
    assert pipe.stat().st_mode & 0o777 == 0o666
