"""The local day and hour of every play, kept right when the time zone changes."""

import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.store import database_state
from musicanalyser.store.connection import open_reading, open_writing, transaction
from musicanalyser.store.rollups import upkeep


def update_local_days(path: Path, zone: ZoneInfo) -> bool:
    """Compute all local days and hours again if they belong to another time zone.

    Returns whether they did. It is one transaction, so no reader sees days of two zones.

    Raises:
        StoreError: If the database cannot be used, or must change and cannot be written.
        LockedError: If it must change while another process is writing it.
    """
    with closing(open_reading(path)) as conn:
        if database_state.get(conn, database_state.TIMEZONE) in {None, zone.key}:
            return False
    with closing(open_writing(path)) as conn, transaction(conn):
        update_local_days_in_transaction(conn, zone)
    return True


def update_local_days_in_transaction(conn: sqlite3.Connection, zone: ZoneInfo) -> None:
    """Do what `update_local_days` does, inside a transaction of the caller."""
    stored = database_state.get(conn, database_state.TIMEZONE)
    if stored == zone.key:
        return
    database_state.put(conn, database_state.TIMEZONE, zone.key)
    if stored is not None:
        upkeep.move_days(conn)


def apply_trips(conn: sqlite3.Connection, trips: str | None) -> bool:
    """Let local days and hours be those of the trips of the settings; return whether they change.

    Raises:
        LockedError: If they change while another process is writing.
    """
    if (database_state.get(conn, database_state.ZONES) or "") == (trips or ""):
        return False
    with transaction(conn):
        database_state.put(conn, database_state.ZONES, trips or "")
        upkeep.move_days(conn)
    return True
