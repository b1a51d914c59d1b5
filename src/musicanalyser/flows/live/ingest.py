"""Spotify's list of recent plays, read into the history."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from musicanalyser.flows import local_days
from musicanalyser.flows.recording.record import Recorded, record_sightings
from musicanalyser.listening.span_merging import KnownSpan
from musicanalyser.listening.tracking.silent_moments import limit_by_silence
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.spotify.api_responses import RECENT_ROWS
from musicanalyser.store import database_state, journal
from musicanalyser.store.connection import transaction
from musicanalyser.store.history import known_spans, sightings
from musicanalyser.store.live import tracker_state
from musicanalyser.timespan import to_ms
from musicanalyser.timespan.local_clock import LocalClock


class RecentPlays(Protocol):
    """The list of recent plays."""

    def recent(self) -> list[Sighting]:
        """Return the newest 50 plays, oldest first.

        Raises:
            NotSignedInError: If the sign-in has ended.
            TryLaterError: If the service is away or limits us.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestResult:
    """How many rows of the list were new, merged or known; moments are in ms since 1970 UTC.

    ``merged`` rows are new, but about plays already in the history. If plays are missing,
    ``missing_since_ms`` is the end of the last known play before them; else it is ``None``.
    """

    rows: int
    new: int
    merged: int
    known: int
    late: int
    """New rows older than the newest known play, such as plays heard offline."""
    missing_since_ms: int | None
    missing_until_ms: int | None


def ingest(
    conn: sqlite3.Connection,
    service: RecentPlays,
    *,
    clock: LocalClock,
    now: Callable[[], datetime],
) -> IngestResult:
    """Read the list once; reading a row again changes nothing.

    It always reads the newest 50, not those since the last time: plays heard offline arrive late,
    with earlier times.

    Raises:
        NotSignedInError: If the sign-in has ended.
        TryLaterError: If the service is away or limits us.
        LockedError: If another process is writing the database.
    """
    began = now()
    listed = service.recent()
    with transaction(conn):
        rows = limit_by_silence(listed, tracker_state.load(conn).silent_ms)
        local_days.update_local_days_in_transaction(conn, clock.zone)
        newest_ms = sightings.newest_live_ms(conn)
        outcomes = record_sightings(conn, rows, file_id=None, clock=clock)
        result = _count(rows, outcomes, newest_ms)
        previous_ms = database_state.get_number(conn, database_state.INGESTED_MS)
        span = _known_span(rows, result, read_ms=to_ms(began), previous_ms=previous_ms)
        known_spans.extend(conn, Origin.RECENT, span)
        database_state.put(conn, database_state.INGESTED_MS, str(to_ms(now())))
        if result.new or result.merged:
            run_id = journal.begin_run(conn, "ingest", at=began)
            journal.end_run(conn, run_id, f"{result.rows} rows, {result.new} new plays", at=now())
    return result


def _known_span(
    rows: Sequence[Sighting], result: IngestResult, *, read_ms: int, previous_ms: int | None
) -> KnownSpan:
    """Return from when to when the list proves what was heard.

    It reaches back to the oldest row, and to the previous reading if a row was known already or
    the list is not full: then nothing can have left the list in between.
    """
    since_ms = min((one.ended_ms for one in rows), default=read_ms)
    is_linked = result.known > 0 or len(rows) < RECENT_ROWS
    if is_linked and previous_ms is not None:
        since_ms = min(since_ms, previous_ms)
    return KnownSpan(min(since_ms, read_ms), read_ms)


def _count(
    rows: Sequence[Sighting], outcomes: Sequence[Recorded], newest_ms: int | None
) -> IngestResult:
    new = [one for one, outcome in zip(rows, outcomes, strict=True) if outcome is Recorded.NEW]
    known = outcomes.count(Recorded.KNOWN)
    is_cut = not known and len(rows) >= RECENT_ROWS
    oldest_ms = min((one.ended_ms for one in rows), default=0)
    is_gap = is_cut and newest_ms is not None and newest_ms < oldest_ms
    return IngestResult(
        rows=len(rows),
        new=len(new),
        merged=outcomes.count(Recorded.MERGED),
        known=known,
        late=sum(newest_ms is not None and one.ended_ms < newest_ms for one in new),
        missing_since_ms=newest_ms if is_gap else None,
        missing_until_ms=oldest_ms if is_gap else None,
    )
