"""Connections to the database; files of other programs and of newer versions are refused."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from musicanalyser.errors import LockedError, StoreError
from musicanalyser.files import make_private_folder
from musicanalyser.store.schema_version import (
    APPLICATION_ID,
    FIRST_VERSION,
    SCHEMA_VERSION,
)

_BUSY_SECONDS = 5.0
_MAPPED_BYTES = 1024**3
"""The part of the file that SQLite maps into memory, which saves a copy of each page."""
_BULK_CACHE_KB = 12 * 1024
"""The pages of a large transaction that SQLite keeps, which it else writes and reads again."""
_SQLITE_MAGIC = b"SQLite format 3\0"


def open_reading(path: Path) -> sqlite3.Connection:
    """Open an existing database read-only; an older schema is migrated first.

    Raises:
        StoreError: If there is none, it is not ours, or it cannot be used.
    """
    if not path.exists() or (path.is_file() and not path.stat().st_size):
        raise StoreError(
            f"There is no database at {path}.", hint="Import a Spotify export, or run the demo."
        )
    with _errors_explained(path):
        if _checked_version(path) < SCHEMA_VERSION:
            open_writing(path).close()
        conn = open_unchecked(path)
        conn.execute("pragma temp_store = memory")
        conn.execute(f"pragma mmap_size = {_MAPPED_BYTES}")
        return conn


def open_unchecked(path: Path) -> sqlite3.Connection:
    """Open an existing file read-only, as it is: nothing is checked, migrated or created.

    Where SQLite cannot keep its log beside the file, as on a read-only medium, the file is taken
    for one that nobody changes, unless there is a log.

    Raises:
        sqlite3.Error: If it cannot be opened.
    """
    address = f"{path.absolute().as_uri()}?mode=ro"
    conn = sqlite3.connect(address, uri=True)
    try:
        conn.execute("pragma schema_version")
    except sqlite3.DatabaseError as error:  # of any other, the first statement speaks
        log = path.with_name(f"{path.name}-wal")
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == sqlite3.SQLITE_CANTOPEN and not log.exists():
            conn.close()
            return sqlite3.connect(f"{address}&immutable=1", uri=True)
    return conn


def open_writing(path: Path) -> sqlite3.Connection:
    """Open a database for writing; create it with its parent folders if it is missing.

    Only the owner can read the file, from its first byte on.

    Raises:
        StoreError: If it is not ours, is from a newer version, or cannot be written.
        LockedError: If another process is writing it.
    """
    with _errors_explained(path):
        _touch_private(path)
        version = _checked_version(path)
        conn = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
        try:
            _prepare(conn, version)
        except BaseException:
            conn.close()
            raise
        return conn


def open_scratch_copy(path: Path) -> sqlite3.Connection:
    """Return a temporary copy that is deleted when it is closed; it is empty without a database.

    Raises:
        StoreError: If the database is not ours or is from a newer version.
    """
    conn = sqlite3.connect("", isolation_level=None)
    try:
        with _errors_explained(path):
            version = 0
            if path.exists() and path.stat().st_size:
                version = _checked_version(path)
                with closing(open_unchecked(path)) as there:
                    there.backup(conn)
            _prepare(conn, version)
    except BaseException:
        conn.close()
        raise
    return conn


def changes_of_others(conn: sqlite3.Connection) -> int:
    """Return a number that differs after another connection has changed the database."""
    return int(conn.execute("pragma data_version").fetchone()[0])


def set_lock_timeout(conn: sqlite3.Connection, *, milliseconds: int) -> None:
    """Set how long a write waits for another process; SQLite handles no signal meanwhile."""
    conn.execute(f"pragma busy_timeout = {milliseconds:d}")


@contextmanager
def transaction(conn: sqlite3.Connection) -> Iterator[None]:
    """Run the ``with`` block in one transaction, which an exception rolls back.

    The sums of plays are brought up to date before it ends.

    Raises:
        LockedError: If another process is writing.
    """
    _begin(conn)
    try:
        yield
        from musicanalyser.store.rollups import upkeep

        upkeep.update(conn)
        conn.execute("commit")
    except BaseException:
        if conn.in_transaction:  # SQLite itself rolls back when the disk is full
            with suppress(sqlite3.OperationalError):  # the first error says more
                conn.execute("rollback")
        raise


@contextmanager
def trial(conn: sqlite3.Connection) -> Iterator[None]:
    """Run the ``with`` block in one transaction, and roll it back.

    Raises:
        LockedError: If another process is writing.
    """
    _begin(conn)
    try:
        yield
    finally:
        conn.execute("rollback")


def _begin(conn: sqlite3.Connection) -> None:
    try:
        conn.execute("begin immediate")
    except sqlite3.OperationalError as error:
        raise _locked() if _is_lock(error) else error from None


@contextmanager
def savepoint(conn: sqlite3.Connection) -> Iterator[None]:
    """Run the ``with`` block in a part of a transaction, which an exception alone rolls back."""
    conn.execute("savepoint part")
    try:
        yield
    except BaseException:
        if conn.in_transaction:
            conn.execute("rollback to part")
            conn.execute("release part")
        raise
    conn.execute("release part")


@contextmanager
def bulk_writing(conn: sqlite3.Connection) -> Iterator[None]:
    """Make a ``with`` block around a transaction fast that adds many rows.

    The writer itself must see to it that each reference has its row.
    """
    (cache_size,) = conn.execute("pragma cache_size").fetchone()
    conn.execute("pragma foreign_keys = off")
    conn.execute(f"pragma cache_size = -{_BULK_CACHE_KB}")
    try:
        yield
    finally:
        conn.execute(f"pragma cache_size = {cache_size:d}")
        conn.execute("pragma foreign_keys = on")


def _prepare(conn: sqlite3.Connection, version: int) -> None:
    conn.execute("pragma foreign_keys = on")
    conn.execute("pragma journal_mode = wal")
    conn.execute("pragma synchronous = full")
    if version < SCHEMA_VERSION:
        from musicanalyser.store.migrations import migrate

        migrate(conn)


def _is_device(path: Path) -> bool:
    return path.exists() and not (path.is_file() or path.is_dir())


def _touch_private(path: Path) -> None:
    if _is_device(path):  # its mode holds for all programs
        raise _not_ours(path)
    make_private_folder(path.parent)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if not path.stat().st_size:
        path.chmod(0o600)  # an empty file may have been there with other rights


def _checked_version(path: Path) -> int:
    """Return the schema version of a file, 0 if it is empty; refuse a file that is not ours."""
    if _is_device(path):
        raise _not_ours(path)
    with path.open("rb") as file:
        head = file.read(100)
    if not head:
        return 0
    if not head.startswith(_SQLITE_MAGIC):
        raise _not_ours(path)
    application_id, version, tables = _read_marks(path)
    if tables and application_id != APPLICATION_ID:
        raise _not_ours(path)
    if 0 < version < FIRST_VERSION:
        raise StoreError(
            f"{path} was written before the first release, in another form; it was left untouched.",
            hint="Import your exports into a new file: choose one with --db.",
        )
    if version > SCHEMA_VERSION:
        raise StoreError(
            f"{path} was written by a newer version of musicanalyser.",
            hint="Update with: pip install --upgrade musicanalyser",
        )
    return int(version)


def _read_marks(path: Path) -> tuple[int, int, int]:
    """Return the application id, the version, and how many tables, indexes and views there are.

    What a power cut has interrupted is rolled back first, which a read-only connection cannot do.
    """
    try:
        return _marks_of(open_unchecked(path))
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
        return _marks_of(sqlite3.connect(path))


def _marks_of(opened: sqlite3.Connection) -> tuple[int, int, int]:
    with closing(opened) as conn:
        conn.execute("begin")  # all at one moment: another process may be making the tables
        (application_id,) = conn.execute("pragma application_id").fetchone()
        (version,) = conn.execute("pragma user_version").fetchone()
        (tables,) = conn.execute("select count(*) from sqlite_master").fetchone()
    return application_id, version, tables


@contextmanager
def _errors_explained(path: Path) -> Iterator[None]:
    """Turn errors of SQLite and the system into errors that name the file."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if _is_lock(error):
            raise _locked() from None
        raise StoreError(
            f"{path} cannot be opened: {error}.", hint="Check the folder, its rights and the disk."
        ) from None
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path} is damaged: {error}.", hint="Restore a copy, or import your exports again."
        ) from None
    except OSError as error:
        raise StoreError(
            f"{path} cannot be opened: {error.strerror}.",
            hint="Check the path and its rights, or choose another file with --db.",
        ) from None


def _not_ours(path: Path) -> StoreError:
    return StoreError(
        f"{path} is not a database of musicanalyser; it was left untouched.",
        hint="Choose another file with --db.",
    )


def _is_lock(error: sqlite3.OperationalError) -> bool:
    return error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _locked() -> LockedError:
    return LockedError(
        "Another musicanalyser is writing this database.", hint="Wait for it to end and try again."
    )
