"""The local day and hour of every play, kept right when the time zone changes."""

import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.store import database_state
from musicanalyser.store.connection import open_reading, open_writing, transaction
from musicanalyser.store.history import plays


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
    if stored not in {None, zone.key}:
        plays.move_to_zone(conn, zone)
    if stored != zone.key:
        database_state.put(conn, database_state.TIMEZONE, zone.key)
