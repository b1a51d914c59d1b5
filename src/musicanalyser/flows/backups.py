"""Backups of the history: made, named, thinned out and restored."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.errors import StoreError, UsageError
from musicanalyser.files import sync_folder
from musicanalyser.flows.live.lock import single_instance
from musicanalyser.store.database_copy import (
    VerifiedFile,
    copy_database,
    fold_log,
    is_whole,
    verify_database,
)

_FORMAT = "%Y%m%dT%H%M%SZ"
_KEPT = (("%Y-%m-%d", 7), ("%G-W%V", 4), ("%Y-%m", 12))
"""The latest backup of as many days, weeks and months is kept."""


def back_up(database: Path, target: Path | None, *, now: datetime) -> VerifiedFile:
    """Copy the history to a file, or into the folder ``backups`` beside it; return the copy.

    In that folder, backups that newer ones replace are deleted: see `superseded`.

    Raises:
        UsageError: If the target exists.
        StoreError: If there is no history, it is not ours, or the copy is not whole.
        OSError: If the copy cannot be written.
    """
    if not database.exists():
        raise StoreError("There is no history yet.", hint="Run `musicanalyser import`.")
    if target is not None:
        if target.exists():
            raise UsageError(
                f"{target} exists. A copy never replaces a file.", hint="Use a new file name."
            )
        return copy_database(database, target)
    folder = backup_folder(database)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = copy_database(database, folder / f"{database.stem}-{now.astimezone(UTC):{_FORMAT}}.db")
    for path in superseded(dict(list_backups(database))):
        path.unlink(missing_ok=True)
    return made


def is_backup_due(database: Path, *, today: date, zone: ZoneInfo) -> bool:
    """Return whether there is a history, and no backup of it from this local day."""
    if not database.exists() or not database.stat().st_size:
        return False
    return all(moment.astimezone(zone).date() != today for _, moment in list_backups(database))


def find_last_whole(database: Path) -> datetime | None:
    """Return when the newest backup was made that is whole; ``None`` if there is none."""
    newest_first = sorted(list_backups(database), key=lambda backup: backup[1], reverse=True)
    return next((moment for path, moment in newest_first if is_whole(path)), None)


def superseded(moments: dict[Path, datetime]) -> set[Path]:
    """Return the backups to delete: none of the latest of 7 days, of 4 weeks, or of 12 months."""
    kept: set[Path] = set()
    newest_first = sorted(moments, key=lambda path: moments[path], reverse=True)
    for period, count in _KEPT:
        latest: dict[str, Path] = {}
        for path in newest_first:
            latest.setdefault(f"{moments[path]:{period}}", path)
        kept.update(list(latest.values())[:count])
    return moments.keys() - kept


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
    kept = database.with_name(f"{database.name}.{now.astimezone(UTC):{_FORMAT}}")
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


def backup_folder(database: Path) -> Path:
    """Return the folder for the backups of a history: it is beside it, and may be missing."""
    return database.with_name("backups")


def list_backups(database: Path) -> list[tuple[Path, datetime]]:
    """Return the backups in the folder that this module has named, with their moments."""
    found = []
    for path in backup_folder(database).glob(f"{database.stem}-*.db"):
        try:
            stamp = path.stem.removeprefix(f"{database.stem}-")
            moment = datetime.strptime(f"{stamp}+0000", f"{_FORMAT}%z")
        except ValueError:
            continue
        found.append((path, moment))
    return found
