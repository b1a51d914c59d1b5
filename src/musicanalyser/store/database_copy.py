"""Whole copies of a database, made while others use it, and verified before they count.

SQLite's online backup (https://sqlite.org/backup.html) copies one moment of the database, whatever
is written meanwhile.
"""

import hashlib
import os
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from musicanalyser.errors import StoreError
from musicanalyser.files import sync_folder
from musicanalyser.store.connection import open_reading, open_unchecked
from musicanalyser.store.schema_version import APPLICATION_ID, SCHEMA_VERSION

_MARKS = ("application_id", "user_version")
_COUNT = "select count(*) from sightings"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifiedFile:
    """A database file that was opened and found whole; ``sha256`` is that of its content."""

    path: Path
    sightings: int
    size_bytes: int
    sha256: str


def copy_database(source: Path, target: Path) -> VerifiedFile:
    """Copy a database into one new file, which only the owner can read; return what it holds.

    The target appears once it is verified and on the disk. An existing one is replaced.

    Raises:
        StoreError: If the source is not ours, or the copy is not whole.
        OSError: If the target cannot be written.
    """
    part = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(open_reading(source)) as reading, closing(sqlite3.connect(part)) as writing:
            reading.backup(writing)
            writing.execute("pragma journal_mode = delete")
        made = verify_database(part)
        with part.open("rb") as file:
            os.fsync(file.fileno())
        part.replace(target)
        sync_folder(target.parent)
    finally:
        part.unlink(missing_ok=True)
    return replace(made, path=target)


def verify_database(path: Path) -> VerifiedFile:
    """Return what a database file holds, after a full check of its integrity.

    Raises:
        StoreError: If it is not a database of ours, is damaged, or is from a newer version.
        OSError: If it cannot be read.
    """
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    try:
        with closing(open_unchecked(path)) as conn:
            marks = [conn.execute(f"pragma {name}").fetchone()[0] for name in _MARKS]
            if marks[0] != APPLICATION_ID or not 0 < marks[1] <= SCHEMA_VERSION:
                raise StoreError(
                    f"{path} is no history of this version.", hint="Choose another file."
                )
            faults = [text for (text,) in conn.execute("pragma integrity_check") if text != "ok"]
            if faults:
                raise _damaged(path, faults[0])
            (sightings,) = conn.execute(_COUNT).fetchone()
    except sqlite3.DatabaseError as error:
        raise _damaged(path, str(error)) from None
    return VerifiedFile(
        path=path, sightings=sightings, size_bytes=path.stat().st_size, sha256=sha256
    )


def fold_log(path: Path) -> None:
    """Move what SQLite's log holds into the database, unless others use it, or it is damaged."""
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(path, timeout=0)) as conn:
        conn.execute("pragma wal_checkpoint(truncate)")


def is_whole(path: Path, *, full: bool) -> bool:
    """Return whether a database of ours has as many pages as it had when it was verified.

    ``full`` reads all of them for SQLite's quick check.
    """
    with suppress(sqlite3.DatabaseError, OSError), closing(open_unchecked(path)) as conn:
        application_id, pages, page_bytes = (
            conn.execute(f"pragma {name}").fetchone()[0]
            for name in ("application_id", "page_count", "page_size")
        )
        if application_id != APPLICATION_ID or path.stat().st_size != pages * page_bytes:
            return False
        return not full or conn.execute("pragma quick_check").fetchall() == [("ok",)]
    return False


def _damaged(path: Path, why: str) -> StoreError:
    return StoreError(f"{path} is damaged: {why}.", hint="Choose another copy.")
