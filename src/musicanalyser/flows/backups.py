"""Backups of the history: made, named and thinned out."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.errors import StoreError, UsageError
from musicanalyser.files import make_private_folder
from musicanalyser.store.database_copy import (
    VerifiedFile,
    copy_database,
    is_whole,
)

STAMP_FORMAT = "%Y%m%dT%H%M%SZ"
"""How a moment, in UTC, is written into the name of a file."""
_LEFT_AFTER_S = 24 * 3600
_KEPT = (("%Y-%m-%d", 7), ("%G-W%V", 4), ("%Y-%m", 12))
"""The latest backup of as many days, weeks and months is kept."""


def back_up(database: Path, target: Path | None, *, now: datetime) -> VerifiedFile:
    """Copy the history to a file, or into the folder ``backups`` beside it; return the copy.

    In that folder, backups that newer ones replace are deleted: see `superseded`. So is what killed
    processes have left there.

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
    make_private_folder(folder)
    made = copy_database(
        database, folder / f"{database.stem}-{now.astimezone(UTC):{STAMP_FORMAT}}.db"
    )
    old = [path for path in unfinished_backups(database) if _is_left(path, now)]
    for path in (*superseded(dict(list_backups(database))), *old):
        path.unlink(missing_ok=True)
    return made


def is_backup_due(database: Path, *, today: date, zone: ZoneInfo) -> bool:
    """Return whether there is a history, and no backup of it from this local day."""
    if not database.exists() or not database.stat().st_size:
        return False
    return all(moment.astimezone(zone).date() != today for _, moment in list_backups(database))


def find_last_whole(database: Path, *, full: bool) -> datetime | None:
    """Return when the newest backup was made that is whole; ``None`` if there is none.

    Each was verified when it was made; ``full`` reads it again.
    """
    newest_first = sorted(list_backups(database), key=lambda backup: backup[1], reverse=True)
    return next((moment for path, moment in newest_first if is_whole(path, full=full)), None)


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


def backup_folder(database: Path) -> Path:
    """Return the folder for the backups of a history: it is beside it, and may be missing."""
    return database.with_name("backups")


def unfinished_backups(database: Path) -> list[Path]:
    """Return what processes have begun to write in that folder: some may still be at it."""
    return list(backup_folder(database).glob(f".{database.stem}-*.db.*"))


def _is_left(path: Path, now: datetime) -> bool:
    """Return whether nobody has written to a file for a day."""
    return path.exists() and now.timestamp() - path.stat().st_mtime > _LEFT_AFTER_S


def list_backups(database: Path) -> list[tuple[Path, datetime]]:
    """Return the backups in the folder that this module has named, with their moments."""
    found = []
    for path in backup_folder(database).glob(f"{database.stem}-*.db"):
        try:
            stamp = path.stem.removeprefix(f"{database.stem}-")
            moment = datetime.strptime(f"{stamp}+0000", f"{STAMP_FORMAT}%z")
        except ValueError:
            continue
        found.append((path, moment))
    return found
