"""Appends sightings, and keeps the plays that follow from them up to date."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from zoneinfo import ZoneInfo

from musicanalyser.flows.recording.neighbours import Neighbours
from musicanalyser.listening.definitions import judge_play
from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.conclusion import conclude_plays
from musicanalyser.listening.matching.play_figures import longest_possible_ms
from musicanalyser.listening.start_and_end import (
    CONFIRMED_WITHIN_MS,
    LATE_REASONS,
    has_long_pause,
)
from musicanalyser.model.evidence import Play, Sighting, StoredSighting
from musicanalyser.model.item import Item
from musicanalyser.model.origin import Clock
from musicanalyser.store import database_state
from musicanalyser.store.connection import transaction
from musicanalyser.store.history import (
    known_spans,
    live_plays,
    long_pauses,
    plays,
    podcast_shows,
    sightings,
    track_lengths,
    tracks,
)
from musicanalyser.store.history.live_plays import RecentPlay, SettledPlay
from musicanalyser.store.history.tracks import ResolvedTracks, Use
from musicanalyser.store.rollups import upkeep
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS

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
    """Append sightings and update the plays; return what became of each.

    It must run inside a transaction. Adding a sighting twice changes nothing, and the plays depend
    on the set of sightings, never on the order in which they came. `refresh_figures` must follow
    once at the end of a run.
    """
    resolved = tracks.resolve(conn, _greatest_uses(found))
    lengths_ms = _store_live_lengths(conn, found, resolved)
    ids = sightings.add(conn, found, resolved.by_item, file_id=file_id)
    known_spans.extend_by_rows(conn, found)
    fresh = [
        StoredSighting(
            row_id, track.id, track.song, lengths_ms.get(track.id, track.length_ms), sighting
        )
        for row_id, sighting in zip(ids, found, strict=True)
        if row_id is not None
        for track in (resolved.by_item[sighting.item],)
    ]
    moved = sightings.ends_of_tracks(conn, resolved.moved) if resolved.moved else {}
    merged = _update_plays(conn, fresh, moved, clock)
    if moved or any(stored.sighting.origin.traits.is_export for stored in fresh):
        database_state.put(conn, database_state.LENGTHS_STALE, "1")
    return [_outcome(row_id, merged) for row_id in ids]


def refresh_figures(conn: sqlite3.Connection) -> None:
    """Derive what depends on all exports again, if plays of exports have changed.

    These are the lengths of tracks, and the podcasts among the music of account data.
    """
    if database_state.get(conn, database_state.LENGTHS_STALE) == "1":
        with transaction(conn):
            _derive_figures(conn)


def refresh_in_transaction(conn: sqlite3.Connection) -> None:
    """Do what `refresh_figures` does inside a transaction of the caller."""
    if database_state.get(conn, database_state.LENGTHS_STALE) == "1":
        _derive_figures(conn)


def _derive_figures(conn: sqlite3.Connection) -> None:
    podcast_shows.settle(conn)
    track_lengths.measure(conn)
    database_state.put(conn, database_state.LENGTHS_STALE, "0")


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
    _derive_figures(conn)


def _store_live_lengths(
    conn: sqlite3.Connection, found: Iterable[Sighting], resolved: ResolvedTracks
) -> dict[int, int]:
    """Store the lengths of tracks that sightings hold, the latest of each; return them by track."""
    observed = [
        (sighting.ended_ms, resolved.by_item[sighting.item].id, sighting.observation.length_ms)
        for sighting in found
        if sighting.observation is not None
    ]
    observed.sort(key=lambda one: one[0])
    lengths_ms = {track_id: length_ms for _, track_id, length_ms in observed if length_ms}
    track_lengths.put_from_api(conn, lengths_ms)
    return lengths_ms


def _greatest_uses(found: Iterable[Sighting]) -> dict[Item, Use]:
    greatest: dict[Item, Use] = {}
    for sighting in found:
        use = Use(by_export=sighting.origin.traits.is_export, at_ms=sighting.ended_ms)
        if sighting.item not in greatest or greatest[sighting.item] < use:
            greatest[sighting.item] = use
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
    found: list[Play] = []
    outdated: list[int] = []
    concluded: set[int] = set()
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
        first_ms = min(play.ended_ms for play in found) - REACH_MS
        last_ms = max(play.ended_ms for play in found) + _AFTERWARDS_MS
        _settle_recent(conn, first_ms, last_ms, clock)
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
    moments_ms = [
        stored.sighting.ended_ms
        for stored in fresh
        if stored.sighting.origin.traits.clock is Clock.SECOND
    ]
    rows = [play.best.sighting for play in found]
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
