"""Dumps of all released schemas: a released step of the schema never changes."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from musicanalyser.errors import LockedError, StoreError
from musicanalyser.store.connection import open_reading, open_writing
from musicanalyser.store.migrations import MIGRATIONS
from musicanalyser.store.schema_version import APPLICATION_ID, FIRST_VERSION, SCHEMA_VERSION

SCHEMAS = Path(__file__).parent / "schemas"
NEWEST = SCHEMAS / f"{SCHEMA_VERSION}.sql"


def schema_of(conn: sqlite3.Connection) -> str:
    rows = conn.execute("select sql from sqlite_master where sql is not null order by type, name")
    versions = [
        f"pragma {name} = {conn.execute(f'pragma {name}').fetchone()[0]}"
        for name in ("application_id", "user_version")
    ]
    return "".join(f"{sql.strip()};\n\n" for sql in [*versions, *(sql for (sql,) in rows)])


def test_the_version_grows_with_each_step() -> None:
    with closing(sqlite3.connect(":memory:")) as conn:
        from sqlite_utils import Database  # noqa: PLC0415 - loaded as late as in the program

        steps = len(MIGRATIONS.pending(Database(conn)))
        assert FIRST_VERSION + steps - 1 == SCHEMA_VERSION


def test_an_empty_file_migrates_to_the_newest_schema(tmp_path: Path) -> None:
    with closing(open_writing(tmp_path / "history.db")) as conn:
        assert schema_of(conn) == NEWEST.read_text("utf-8")


@pytest.mark.parametrize("dump", sorted(SCHEMAS.glob("*.sql")), ids=lambda path: path.stem)
def test_every_released_schema_migrates_to_the_newest(tmp_path: Path, dump: Path) -> None:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.executescript(_creatable(dump.read_text("utf-8")))
        for migration in MIGRATIONS._migrations[: int(dump.stem) + 1 - FIRST_VERSION]:  # noqa: SLF001 - there is no public list of all
            conn.execute(
                "insert into _sqlite_migrations (migration_set, name, applied_at) values (?, ?, ?)",
                ("musicanalyser", migration.name, "2026-01-01 00:00:00"),
            )
        conn.commit()
    with closing(open_writing(path)) as conn:
        assert schema_of(conn) == NEWEST.read_text("utf-8")


def test_a_file_from_before_the_first_release_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("create table plays (id integer)")
        conn.execute(f"pragma application_id = {APPLICATION_ID}")
        conn.execute(f"pragma user_version = {FIRST_VERSION - 1}")
    before = path.read_bytes()
    for opening in (open_reading, open_writing):
        with pytest.raises(StoreError, match="before the first release") as raised:
            opening(path)
        assert "Import your exports into a new file" in raised.value.hint
    assert path.read_bytes() == before


def _creatable(dump: str) -> str:
    """Return the statements with tables before their indexes and views."""
    statements = [part for part in dump.split(";\n\n") if part]
    order = {"pragma": 0, "create table": 1}
    statements.sort(key=lambda one: order.get(" ".join(one.lower().split()[:2]), 2))
    return ";\n".join(statements) + ";"


def test_processes_that_open_a_new_file_at_once_make_its_tables_once(tmp_path: Path) -> None:
    for attempt in range(5):
        path = tmp_path / str(attempt) / "history.db"
        with ThreadPoolExecutor(8) as pool:
            outcomes = list(pool.map(lambda _, path=path: _opened(path), range(8)))
        assert set(outcomes) <= {"opened", "locked"}
        with closing(open_writing(path)) as conn:
            assert schema_of(conn) == NEWEST.read_text("utf-8")


def _opened(path: Path) -> str:
    try:
        open_writing(path).close()
    except LockedError:
        return "locked"
    return "opened"


def test_steps_that_fail_leave_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "history.db"

    def fail(_db: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("musicanalyser.store.migrations.MIGRATIONS.apply", fail)
    with pytest.raises(KeyboardInterrupt):
        open_writing(path)
    monkeypatch.undo()
    with closing(open_writing(path)) as conn:
        assert schema_of(conn) == NEWEST.read_text("utf-8")
