"""Appends sightings, and keeps the plays that follow from them up to date."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from enum import StrEnum
from zoneinfo import ZoneInfo

from musicanalyser.flows.recording.neighbours import Neighbours
from musicanalyser.listening.definitions import judge_play
from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.conclusion import conclude_plays
from musicanalyser.listening.matching.play_figures import derive_play, longest_possible_ms
from musicanalyser.listening.start_and_end import (
    CONFIRMED_WITHIN_MS,
    LATE_REASONS,
    has_long_pause,
)
from musicanalyser.model.evidence import Play, Sighting, StoredSighting
from musicanalyser.model.item import Item
from musicanalyser.model.origin import Clock, Origin
from musicanalyser.store import database_state
from musicanalyser.store.connection import savepoint, transaction
from musicanalyser.store.history import (
    known_spans,
    live_plays,
    long_pauses,
    plays,
    podcast_shows,
    sightings,
    track_lengths,
)
from musicanalyser.store.history.live_plays import RecentPlay, SettledPlay
from musicanalyser.store.history.tracks import KnownTracks, TrackRef, Use
from musicanalyser.store.rollups import upkeep
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS

_TO_THE_SECOND = frozenset(origin for origin in Origin if origin.traits.clock is Clock.SECOND)
_FAR_MS = 10**15
"""Beyond any play: some 31,700 years from 1970."""
_AFTERWARDS_MS = DAY_MS
"""A play limits only the recent plays that end less than this after it: no track is longer."""


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
        moved = sightings.ends_of_tracks(conn, resolved.moved) if resolved.moved else {}
        merged = _update_plays(conn, fresh, moved, self._clock)
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
    for ends_ms in sightings.ends_ms(conn):
        _update_plays(conn, (), ends_ms, clock)
    _settle_recent(conn, -_FAR_MS, _FAR_MS, clock)
    podcast_shows.settle(conn)
    track_lengths.measure(conn)


def _greatest_uses(found: Iterable[Sighting]) -> dict[Item, Use]:
    greatest: dict[Item, Use] = {}
    for one in found:
        use = (one.origin.traits.is_export, one.ended_ms)
        known = greatest.get(one.item)
        if known is None or known < use:
            greatest[one.item] = Use(*use)
    return greatest


def _outcome(row_id: int | None, merged: AbstractSet[int]) -> Recorded:
    if row_id is None:
        return Recorded.KNOWN
    return Recorded.MERGED if row_id in merged else Recorded.NEW


def _update_plays(
    conn: sqlite3.Connection,
    fresh: Sequence[StoredSighting],
    touched: Mapping[int, int],
    clock: LocalClock,
) -> set[int]:
    """Derive the plays of all clusters with a fresh or touched sighting.

    ``touched`` holds the ends of sightings stored before, by id. Returns the merged sightings.
    """
    neighbours = Neighbours(conn, fresh, touched)
    new = {stored.id for stored in fresh}
    found = [derive_play([stored]) for stored in neighbours.alone]
    outdated: list[int] = []
    concluded = {stored.id for stored in neighbours.alone}
    for since_ms, until_ms in neighbours.spans():
        for cluster in neighbours.clusters(since_ms, until_ms):
            if cluster[0].id not in concluded:
                concluded.update(stored.id for stored in cluster)
                outdated += [stored.id for stored in cluster if stored.id not in new]
                found += conclude_plays(cluster)
    plays.forget(conn, outdated)
    plays.add(conn, found, clock=clock)
    _settle_long_pauses(conn, fresh, found, clock)
    if found:
        ends_ms = [play.ended_ms for play in found]
        _settle_recent(conn, min(ends_ms) - REACH_MS, max(ends_ms) + _AFTERWARDS_MS, clock)
        live_plays.refute_inferred(conn, since_id=_first_to_refute(fresh, concluded))
    return {sighting_id for play in found for sighting_id in play.merged}


def _first_to_refute(fresh: Sequence[StoredSighting], concluded: AbstractSet[int]) -> int:
    """Return the lowest id that may be refuted or confirmed: any, if an export has grown."""
    if not fresh or any(stored.sighting.origin.traits.is_export for stored in fresh):
        return 0
    return min(concluded)


def _settle_long_pauses(
    conn: sqlite3.Connection,
    fresh: Iterable[StoredSighting],
    found: Iterable[Play],
    clock: LocalClock,
) -> None:
    """Let plays begin at their start stamp, however long before, if other plays confirm it."""
    moments_ms = [one.sighting.ended_ms for one in fresh if one.sighting.origin in _TO_THE_SECOND]
    rows = [play.best.sighting for play in found if play.best.sighting.offline_ms]
    moments_ms += [row.offline_ms for row in rows if row.offline_ms and has_long_pause(row)]
    if moments_ms:
        pauses = long_pauses.between(
            conn,
            min(moments_ms),
            max(moments_ms),
            near_ms=CONFIRMED_WITHIN_MS,
            late_reasons=LATE_REASONS,
        )
        starts = [
            (one.play_id, one.stamped_start_ms if one.is_confirmed else one.latest_start_ms)
            for one in pauses
        ]
        long_pauses.move_starts(conn, starts, clock=clock)


def _settle_recent(
    conn: sqlite3.Connection, since_ms: int, until_ms: int, clock: LocalClock
) -> None:
    """Limit the plays that only a list of recent plays holds by the plays before them."""
    recent = live_plays.recent_between(conn, since_ms, until_ms)
    live_plays.settle_recent(conn, map(_settled, recent), clock=clock)


def _settled(play: RecentPlay) -> SettledPlay:
    heard_ms = longest_possible_ms(
        length_ms=play.length_ms, ended_ms=play.ended_ms, before_ms=play.before_ms
    )
    return SettledPlay(
        id=play.id,
        started_ms=play.ended_ms - heard_ms,
        heard_ms=heard_ms,
        verdict=judge_play(
            reason_end="", skipped=None, heard_ms=heard_ms, length_ms=play.length_ms
        ),
    )
