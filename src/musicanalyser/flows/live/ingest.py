"""Reading Spotify's list of recent plays into the history."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from musicanalyser.flows import timezone
from musicanalyser.flows.recording.record import Recorded, record_sightings, refresh_lengths
from musicanalyser.model.evidence import Sighting
from musicanalyser.store import journal, settings
from musicanalyser.store.connection import transaction
from musicanalyser.store.history import sightings
from musicanalyser.timespan import LocalClock, to_ms

FULL = 50
"""How many plays the list holds; whatever is older can only come from an export."""


class RecentPlays(Protocol):
    """What tells the recent plays."""

    def recent(self) -> list[Sighting]:
        """Return the newest 50 plays, the oldest first.

        Raises:
            NotSignedInError: If the sign-in does not hold.
            TryLaterError: If the service is away or limits us.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Ingested:
    """What became of the rows of the list; moments are in ms since 1970 UTC.

    ``merged`` are new rows about plays that were known. ``missing_since_ms`` is the end of the last
    known play if plays after it are missing, ``None`` if none seem to be.
    """

    rows: int
    new: int
    merged: int
    known: int
    late: int
    """New ones that are older than what was known, such as plays heard offline."""
    missing_since_ms: int | None
    missing_until_ms: int | None


def ingest(
    conn: sqlite3.Connection,
    service: RecentPlays,
    *,
    clock: LocalClock,
    now: Callable[[], datetime],
) -> Ingested:
    """Read the list once; rows that are known add nothing, however often they come.

    It is always the newest 50 and never "since the last one": plays heard offline come late, with
    times that lie before.

    Raises:
        NotSignedInError: If the sign-in does not hold.
        TryLaterError: If the service is away or limits us.
        LockedError: If another process is writing the database.
    """
    began = now()
    rows = service.recent()
    with transaction(conn):
        timezone.settle_open(conn, clock.zone)
        newest_ms = sightings.newest_live_ms(conn)
        became = record_sightings(conn, rows, file_id=None, clock=clock)
        settings.put(conn, settings.INGESTED_MS, str(to_ms(now())))
        found = _tally(rows, became, newest_ms)
        if found.new or found.merged:
            run_id = journal.begin(conn, "ingest", at=began)
            journal.end(conn, run_id, f"{found.rows} rows, {found.new} new plays", at=now())
    refresh_lengths(conn)
    return found


def _tally(rows: Sequence[Sighting], became: Sequence[Recorded], newest_ms: int | None) -> Ingested:
    new = [one for one, how in zip(rows, became, strict=True) if how is Recorded.NEW]
    known = sum(how is Recorded.KNOWN for how in became)
    cut = not known and len(rows) >= FULL
    oldest_ms = min((one.ended_ms for one in rows), default=0)
    is_gap = cut and newest_ms is not None and newest_ms < oldest_ms
    return Ingested(
        rows=len(rows),
        new=len(new),
        merged=sum(how is Recorded.MERGED for how in became),
        known=known,
        late=sum(newest_ms is not None and one.ended_ms < newest_ms for one in new),
        missing_since_ms=newest_ms if is_gap else None,
        missing_until_ms=oldest_ms if is_gap else None,
    )
