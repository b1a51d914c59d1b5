"""Keeping the local days of plays true when the time zone changes."""

import sqlite3
from contextlib import closing
from pathlib import Path
from zoneinfo import ZoneInfo

from musicanalyser.store import settings
from musicanalyser.store.connection import open_reading, open_writing, transaction
from musicanalyser.store.history import plays


def settle(path: Path, zone: ZoneInfo) -> bool:
    """Work out local days and hours anew if they were worked out for another zone.

    Returns whether they were. It is one transaction: nobody ever sees days of two zones.

    Raises:
        StoreError: If the database cannot be used, or must be changed and cannot be written.
    """
    with closing(open_reading(path)) as conn:
        if settings.get(conn, settings.TIMEZONE) in {None, zone.key}:
            return False
    with closing(open_writing(path)) as conn, transaction(conn):
        settle_open(conn, zone)
    return True


def settle_open(conn: sqlite3.Connection, zone: ZoneInfo) -> None:
    """Do what `settle` does inside a transaction of the caller."""
    known = settings.get(conn, settings.TIMEZONE)
    if known not in {None, zone.key}:
        plays.move_to_zone(conn, zone)
    if known != zone.key:
        settings.put(conn, settings.TIMEZONE, zone.key)
