"""The schema as append-only steps, with the views that statistics read.

Each step is one transaction, and its SQL is the file of its name in ``steps``. A released step
never changes; a view may only gain columns. ``docs/data-model.md`` describes all tables and views.
"""

import sqlite3

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from musicanalyser.store.schema_steps import run_step
from musicanalyser.store.schema_version import APPLICATION_ID, SCHEMA_VERSION

MIGRATIONS = Migrations("musicanalyser")


@MIGRATIONS()
def m001_history(db: Database) -> None:
    """Create all tables and views."""
    run_step(db.conn, "m001_history")


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
