"""A damaged history: what can be read of it becomes a new one, and the damaged file stays."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from musicanalyser.errors import StoreError, UsageError
from musicanalyser.flows.recording.record import rebuild_plays
from musicanalyser.store import database_state
from musicanalyser.store.connection import open_writing
from musicanalyser.store.damaged_table import UNREADABLE
from musicanalyser.store.database_copy import copy_database
from musicanalyser.store.salvage import SalvagedTable, repair_schema, salvage

_SIGHTINGS = "sightings"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """What was recovered: the rows of each table, and the plays that were derived from them."""

    path: Path
    tables: Sequence[SalvagedTable]
    plays: int

    @property
    def is_whole(self) -> bool:
        """Whether nothing is lost."""
        return all(table.lost == 0 for table in self.tables)


def recover(damaged: Path, target: Path, *, zone: ZoneInfo) -> Recovery:
    """Write what can be read of a damaged history, and of SQLite's log beside it, to a new file.

    Days and hours are in the time zone of the history, and in ``zone`` if that is lost.

    Raises:
        UsageError: If the target exists.
        StoreError: If nothing of a history can be read.
        OSError: If a file cannot be read or written.
    """
    if target.exists():
        raise UsageError(
            f"{target} exists. A recovery never replaces a file.", hint="Name another new file."
        )
    with TemporaryDirectory(dir=target.parent, prefix=f".{target.name}.") as folder:
        copy, new = Path(folder, "damaged.db"), Path(folder, "new.db")
        _copy_with_log(damaged, copy)
        with closing(open_writing(new)) as whole:
            tables = _salvage(damaged, copy, whole)
            plays = rebuild_plays(whole, zone=_find_zone(copy) or zone)
        copy_database(new, target)
    return Recovery(path=target, tables=tables, plays=plays)


def _copy_with_log(damaged: Path, copy: Path) -> None:
    """Copy a database and its log: SQLite writes beside a file even to read it."""
    shutil.copyfile(damaged, copy)
    log = damaged.with_name(f"{damaged.name}-wal")
    if log.exists():
        shutil.copyfile(log, copy.with_name(f"{copy.name}-wal"))


def _salvage(damaged: Path, copy: Path, whole: sqlite3.Connection) -> Sequence[SalvagedTable]:
    repair_schema(copy, whole)
    tables: Sequence[SalvagedTable] = ()
    with suppress(*UNREADABLE), closing(sqlite3.connect(copy, isolation_level=None)) as conn:
        tables = salvage(conn, whole)
    if not any(table.name == _SIGHTINGS and table.rows for table in tables):
        raise StoreError(
            f"Nothing of a history can be read in {damaged}.",
            hint="Restore a backup, or import your exports again.",
        )
    return tables


def _find_zone(copy: Path) -> ZoneInfo | None:
    """Return the time zone of a history, ``None`` if it cannot be read."""
    with (
        suppress(*UNREADABLE, ValueError, LookupError),
        closing(sqlite3.connect(copy)) as conn,
    ):
        return ZoneInfo(database_state.get(conn, database_state.TIMEZONE) or "")
    return None
