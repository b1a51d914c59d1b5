"""The history of the invented listener, imported like a real one, and facts about its music."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from musicanalyser.demo import make_extended_history, make_facts, write_zip
from musicanalyser.flows.importing.import_run import ImportProgress, import_history
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.timespan import to_ms


def import_demo(
    conn: sqlite3.Connection,
    *,
    now: Callable[[], datetime],
    zone: ZoneInfo,
    progress: Callable[[ImportProgress], None],
) -> None:
    """Import an invented export of two years up to now, and store the facts about its music."""
    until = now()
    with TemporaryDirectory() as folder:
        export = Path(folder) / "my_spotify_data.zip"
        write_zip(export, make_extended_history(until=until))
        import_history(conn, [export], zone=zone, now=now, progress=progress)
    store_demo_facts(conn, until=until)


def store_demo_facts(conn: sqlite3.Connection, *, until: datetime, seed: int = 1) -> None:
    """Store the facts about all music of an invented history that ends at a moment."""
    with transaction(conn):
        for source, findings in make_facts(until=until, seed=seed):
            source_facts.add(conn, source, findings, fetched_ms=to_ms(until))
