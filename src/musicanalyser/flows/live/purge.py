"""Removing what came through Spotify's API, and nothing else."""

import sqlite3
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from musicanalyser.flows.recording.record import rebuild_in_transaction
from musicanalyser.model.origin import LIVE
from musicanalyser.store.connection import transaction
from musicanalyser.store.facts import source_facts
from musicanalyser.store.history import sightings, tracks
from musicanalyser.store.live import tracker_state

_FACTS = "spotify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Purged:
    """How many sightings and facts were removed."""

    sightings: int
    facts: int


def purge(conn: sqlite3.Connection, *, zone: ZoneInfo) -> Purged:
    """Remove all that the API told, and work out anew what the exports alone say.

    Stopped at any moment, it has done nothing.

    Raises:
        LockedError: If another process is writing the database.
    """
    with transaction(conn):
        found = Purged(
            sightings=sightings.remove_origins(conn, LIVE),
            facts=source_facts.remove_source(conn, _FACTS),
        )
        tracker_state.forget(conn)
        tracks.forget_live(conn)
        rebuild_in_transaction(conn, zone=zone)
    return found
