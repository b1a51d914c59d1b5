"""The schema as append-only steps, each one transaction, with the read views that statistics use.

A step that has been released never changes; a view may only gain columns. ``docs/data-model.md``
describes every table and view. The SQL of a step is the file of its name in ``steps``.
"""

import sqlite3
from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from musicanalyser.store.schema_version import APPLICATION_ID, SCHEMA_VERSION

MIGRATIONS = Migrations("musicanalyser")


@MIGRATIONS()
def m001_sightings_and_plays(db: Database) -> None:
    """Lay the tables for sightings, plays and names, and the read views."""
    _lay(db, "m001_sightings_and_plays")


@MIGRATIONS()
def m002_snapshots(db: Database) -> None:
    """Lay the table for roasts that were written, and its read view."""
    _lay(db, "m002_snapshots")


@MIGRATIONS()
def m003_live_account(db: Database) -> None:
    """Make room for what a live source tells, the state of `watch` and the count of calls."""
    _lay(db, "m003_live_account")


@MIGRATIONS()
def m004_facts(db: Database) -> None:
    """Lay the table for facts about tracks and artists, and its read views."""
    _lay(db, "m004_facts")


def migrate(conn: sqlite3.Connection) -> None:
    """Apply the steps that a database still lacks."""
    # First of all, so that a file is known as ours wherever a kill may strike.
    conn.execute(f"pragma application_id = {APPLICATION_ID}")
    MIGRATIONS.apply(Database(conn))
    conn.execute(f"pragma user_version = {SCHEMA_VERSION}")


def _lay(db: Database, step: str) -> None:
    text = files("musicanalyser.store").joinpath("steps", f"{step}.sql").read_text("utf-8")
    for statement in text.split(";\n"):
        if statement.strip():
            db.execute(statement)
