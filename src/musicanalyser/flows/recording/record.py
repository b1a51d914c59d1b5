"""Appends sightings, and keeps the plays that follow from them up to date."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from enum import StrEnum
from zoneinfo import ZoneInfo

from musicanalyser.flows.recording.play_updates import update_plays
from musicanalyser.flows.recording.settling import settle_recent
from musicanalyser.model.evidence import Sighting, StoredSighting
from musicanalyser.model.item import Item
from musicanalyser.store import database_state
from musicanalyser.store.connection import savepoint, transaction
from musicanalyser.store.history import (
    known_spans,
    plays,
    podcast_shows,
    sightings,
    stored_sightings,
    track_lengths,
)
from musicanalyser.store.history.tracks import KnownTracks, TrackRef, Use
from musicanalyser.store.rollups import upkeep
from musicanalyser.timespan.local_clock import LocalClock

_FAR_MS = 10**15
"""Beyond any play: some 31,700 years from 1970."""


class Recorded(StrEnum):
    """What became of a sighting."""

    NEW = "new"
    KNOWN = "known"
    MERGED = "merged"


def record_sightings(
    conn: sqlite3.Connection,
    found: Sequence[Sighting],
    *,
    file_id: int | None,
    clock: LocalClock,
) -> list[Recorded]:
    """Record one batch of sightings, as `Recorder.record` does, and what follows from it."""
    recorder = Recorder(conn, clock)
    recorded = recorder.record(found, file_id=file_id)
    recorder.finish()
    if recorder.is_stale:
        refresh_figures(conn)
    return recorded


class Recorder:
    """Appends batches of sightings and keeps the plays up to date.

    What it looks up for a batch it knows for the next.
    """

    def __init__(self, conn: sqlite3.Connection, clock: LocalClock) -> None:
        self._conn = conn
        self._clock = clock
        self._tracks = KnownTracks(conn)
        self.is_stale = False
        """Whether `refresh_figures` must follow."""

    @contextmanager
    def part(self) -> Iterator[None]:
        """Run the ``with`` block in a part of the transaction, which an exception rolls back."""
        self._tracks.mark()
        try:
            with savepoint(self._conn):
                yield
        except BaseException:
            self._tracks.return_to_mark()
            raise

    def finish(self) -> None:
        """Store what waited for the last batch, and forget what was looked up."""
        self._tracks.forget()

    def record(self, found: Sequence[Sighting], *, file_id: int | None) -> list[Recorded]:
        """Append sightings and update the plays; return what became of each.

        It must run inside a transaction. Adding a sighting twice changes nothing, and the plays
        depend on the set of sightings, never on the order in which they came.
        """
        conn = self._conn
        resolved = self._tracks.resolve(_greatest_uses(found))
        of_tracks = [(one, resolved.by_item[one.item]) for one in found]
        lengths_ms = self._store_live_lengths(of_tracks)
        ids = sightings.add(conn, of_tracks, file_id=file_id)
        known_spans.extend_by_rows(conn, found)
        fresh = [
            StoredSighting(
                row_id, track.id, track.song, lengths_ms.get(track.id, track.length_ms), one
            )
            for row_id, (one, track) in zip(ids, of_tracks, strict=True)
            if row_id is not None
        ]
        moved = stored_sightings.ends_of_tracks(conn, resolved.moved) if resolved.moved else {}
        merged = update_plays(conn, fresh, moved, self._clock)
        if moved or any(one.sighting.origin.traits.is_export for one in fresh):
            self.is_stale = True
        return [_outcome(row_id, merged) for row_id in ids]

    def _store_live_lengths(self, found: Iterable[tuple[Sighting, TrackRef]]) -> dict[int, int]:
        """Store the lengths of tracks that sightings hold; return the latest of each by track."""
        observed = [
            (one.ended_ms, track.id, one.observation.length_ms)
            for one, track in found
            if one.observation is not None
        ]
        observed.sort(key=lambda one: one[0])
        lengths_ms = {track_id: length_ms for _, track_id, length_ms in observed if length_ms}
        if track_lengths.put_from_api(self._conn, lengths_ms):
            self._tracks.forget()
        return lengths_ms


def refresh_figures(conn: sqlite3.Connection) -> None:
    """Derive what depends on all exports again, where plays or tracks have changed.

    These are the lengths of tracks, and the podcasts among the music of account data. It must run
    in the transaction of the changes.
    """
    podcast_shows.settle(conn)
    changed = upkeep.changed_tracks(conn)
    if changed is None or changed:
        track_lengths.measure(conn, changed)


def rebuild_plays(conn: sqlite3.Connection, *, zone: ZoneInfo) -> int:
    """Derive all plays and their sums again from the sightings; return how many plays there are."""
    with transaction(conn), upkeep.rebuilt_afterwards(conn):
        rebuild_in_transaction(conn, zone=zone)
    return plays.count(conn)


def rebuild_in_transaction(conn: sqlite3.Connection, *, zone: ZoneInfo) -> None:
    """Do what `rebuild_plays` does inside a transaction of the caller."""
    clock = LocalClock(zone)
    plays.forget_all(conn)
    known_spans.rebuild(conn)
    database_state.put(conn, database_state.TIMEZONE, zone.key)
    for ends_ms in stored_sightings.ends_ms(conn):
        update_plays(conn, (), ends_ms, clock)
    settle_recent(conn, -_FAR_MS, _FAR_MS, clock)
    podcast_shows.settle(conn)
    track_lengths.measure(conn)


def _greatest_uses(found: Iterable[Sighting]) -> dict[Item, Use]:
    greatest: dict[Item, Use] = {}
    for one in found:
        use = (one.origin.traits.name_rank, one.ended_ms)
        known = greatest.get(one.item)
        if known is None or known < use:
            greatest[one.item] = Use(*use)
    return greatest


def _outcome(row_id: int | None, merged: AbstractSet[int]) -> Recorded:
    if row_id is None:
        return Recorded.KNOWN
    return Recorded.MERGED if row_id in merged else Recorded.NEW
