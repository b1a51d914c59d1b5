"""Removing what came through Spotify's API; imported exports stay."""

import json
import sqlite3
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from musicanalyser.flows.recording.record import rebuild_in_transaction
from musicanalyser.model.origin import LIVE
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.store.history import live_removal
from musicanalyser.store.live import tracker_state

_FACTS = "spotify"
_COUNTS = """
select
  (
    select count(*) from v_evidence
    where source in (select value from json_each(:origins))
  ),
  (select count(*) from v_facts where source = :source)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeResult:
    """How many sightings and facts came through the API."""

    sightings: int
    facts: int


def count_live(conn: sqlite3.Connection) -> PurgeResult:
    """Return how many sightings and facts a purge removes."""
    values = {"origins": json.dumps(LIVE), "source": _FACTS}
    sightings, facts = conn.execute(_COUNTS, values).fetchone()
    return PurgeResult(sightings=sightings, facts=facts)


def purge(conn: sqlite3.Connection, *, zone: ZoneInfo) -> PurgeResult:
    """Remove all sightings and facts of the API, and derive the plays from the exports alone.

    It is one transaction: stopped at any moment, it has changed nothing. What was removed is
    overwritten in the file and in the log of SQLite.

    Raises:
        LockedError: If another process is writing the database.
    """
    conn.execute("pragma secure_delete = on")
    with transaction(conn):
        result = PurgeResult(
            sightings=live_removal.remove_live(conn),
            facts=source_facts.remove_source(conn, _FACTS),
        )
        tracker_state.delete(conn)
        rebuild_in_transaction(conn, zone=zone)
    conn.execute("pragma wal_checkpoint(truncate)")
    return result
