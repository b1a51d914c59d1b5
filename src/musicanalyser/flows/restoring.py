"""A backup put in place of the history, which is kept beside it."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from musicanalyser.files import sync_folder
from musicanalyser.flows.backups import STAMP_FORMAT
from musicanalyser.flows.live.lock import single_instance
from musicanalyser.store.database_copy import (
    VerifiedFile,
    copy_database,
    fold_log,
    verify_database,
)


def restore(database: Path, backup: Path, *, now: datetime) -> tuple[VerifiedFile, Path | None]:
    """Put a backup in place of the history; return it, and where the old history was kept.

    The copy is whole and on the disk before the old history leaves its place.

    Raises:
        StoreError: If the backup is not a whole history of this version.
        LockedError: If `watch` or `ingest` is running on the history.
        OSError: If a file cannot be read or written.
    """
    verify_database(backup)
    with single_instance(database, "watch"), single_instance(database, "ingest"):
        made = copy_database(backup, database.with_name(f"{database.name}.restored"))
        kept = _set_aside(database, now) if database.exists() else None
        made.path.replace(database)
        sync_folder(database.parent)
        return replace(made, path=database), kept


def _set_aside(database: Path, now: datetime) -> Path:
    """Give a history a second name, and return it; the first is there until it is replaced.

    What SQLite has not yet moved from its log into the file is moved, or keeps its place beside it.
    """
    fold_log(database)
    kept = database.with_name(f"{database.name}.{now.astimezone(UTC):{STAMP_FORMAT}}")
    log = database.with_name(f"{database.name}-wal")
    if log.exists():
        _name_too(log, kept.with_name(f"{kept.name}-wal"))
    _name_too(database, kept)
    sync_folder(database.parent)
    for part in (log, database.with_name(f"{database.name}-shm")):
        part.unlink(missing_ok=True)
    return kept


def _name_too(file: Path, other: Path) -> None:
    """Give a file another name too; where file systems cannot, such as exFAT, that name alone."""
    try:
        other.hardlink_to(file)
    except OSError:
        file.rename(other)
