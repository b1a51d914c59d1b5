"""Removing what came through Spotify's API; imported exports stay."""

import sqlite3
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from musicanalyser.flows.recording.record import rebuild_in_transaction
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.store.history import live_removal
from musicanalyser.store.live import tracker_state

_FACTS = "spotify"


@dataclass(frozen=True, slots=True, kw_only=True)
class PurgeResult:
    """How many sightings and facts were removed."""

    sightings: int
    facts: int


def purge(conn: sqlite3.Connection, *, zone: ZoneInfo) -> PurgeResult:
    """Remove all sightings and facts of the API, and derive the plays from the exports alone.

    It is one transaction: stopped at any moment, it has changed nothing.

    Raises:
        LockedError: If another process is writing the database.
    """
    with transaction(conn):
        result = PurgeResult(
            sightings=live_removal.remove_live(conn),
            facts=source_facts.remove_source(conn, _FACTS),
        )
        tracker_state.delete(conn)
        rebuild_in_transaction(conn, zone=zone)
    return result
