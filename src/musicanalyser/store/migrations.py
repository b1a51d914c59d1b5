"""The schema as append-only steps, with the views that statistics read.

Each step is one transaction, and its SQL is the file of its name in ``steps``. A released step
never changes; a view may only gain columns. ``docs/data-model.md`` describes all tables and views.
"""

import sqlite3
from importlib.resources import files

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from musicanalyser.store.schema_version import APPLICATION_ID, SCHEMA_VERSION

MIGRATIONS = Migrations("musicanalyser")


@MIGRATIONS()
def m001_sightings_and_plays(db: Database) -> None:
    """Create the tables of sightings, plays and names, and their views."""
    _run_step(db, "m001_sightings_and_plays")


@MIGRATIONS()
def m002_snapshots(db: Database) -> None:
    """Create the table of snapshots, and its view."""
    _run_step(db, "m002_snapshots")


@MIGRATIONS()
def m003_live_account(db: Database) -> None:
    """Create the tables of observations, of the state of `watch` and of API calls."""
    _run_step(db, "m003_live_account")


@MIGRATIONS()
def m004_facts(db: Database) -> None:
    """Create the table of facts about tracks and artists, and its views."""
    _run_step(db, "m004_facts")


@MIGRATIONS()
def m005_long_pauses(db: Database) -> None:
    """Create the index of plays whose start stamp another play must confirm."""
    _run_step(db, "m005_long_pauses")


@MIGRATIONS()
def m006_known_spans(db: Database) -> None:
    """Create the table of known spans, filled from the exports imported before, and its view."""
    _run_step(db, "m006_known_spans")


@MIGRATIONS()
def m007_compilations(db: Database) -> None:
    """Leave the artist's key of compilations empty."""
    _run_step(db, "m007_compilations")


@MIGRATIONS()
def m008_podcast_shows(db: Database) -> None:
    """Create the table of the names of podcast shows."""
    _run_step(db, "m008_podcast_shows")


@MIGRATIONS()
def m009_best_sightings(db: Database) -> None:
    """Show which sighting gives the figures of a play, and how the play began."""
    _run_step(db, "m009_best_sightings")


def migrate(conn: sqlite3.Connection) -> None:
    """Run the steps that a database lacks, all of them in one transaction.

    Another process may have run them since the version was read: it is read again under the lock.
    """
    conn.execute("begin immediate")
    try:
        if conn.execute("pragma user_version").fetchone()[0] < SCHEMA_VERSION:
            conn.execute(f"pragma application_id = {APPLICATION_ID}")
            MIGRATIONS.apply(Database(conn))
            conn.execute(f"pragma user_version = {SCHEMA_VERSION}")
        conn.execute("commit")
    except BaseException:
        conn.execute("rollback")
        raise


def _run_step(db: Database, step: str) -> None:
    text = files("musicanalyser.store").joinpath("steps", f"{step}.sql").read_text("utf-8")
    for statement in text.split(";\n"):
        if statement.strip():
            db.execute(statement)
