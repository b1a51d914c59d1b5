"""Appending sightings, and concluding from them the plays they are evidence of."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from enum import StrEnum
from zoneinfo import ZoneInfo

from musicanalyser.flows.recording.neighbours import Surroundings
from musicanalyser.listening.definitions import verdict
from musicanalyser.listening.matching.conclusion import REACH_MS, conclude
from musicanalyser.listening.matching.play_figures import recent_heard_ms
from musicanalyser.model import Item, Play, Seen, Sighting
from musicanalyser.store import settings
from musicanalyser.store.connection import transaction
from musicanalyser.store.history import plays, sightings, track_lengths, tracks
from musicanalyser.store.history.plays import RecentPlay, SettledPlay
from musicanalyser.store.history.tracks import Resolved, Use
from musicanalyser.timespan import LocalClock
from musicanalyser.units import DAY_MS

_FAR_MS = 10**15
_AFTERWARDS_MS = DAY_MS
"""No track is longer, so that no play bears on a recent one that much later."""


class Recorded(StrEnum):
    """What became of a sighting."""

    NEW = "new"
    KNOWN = "known"
    MERGED = "merged"


def record(
    conn: sqlite3.Connection,
    found: Sequence[Sighting],
    *,
    file_id: int | None,
    clock: LocalClock,
) -> list[Recorded]:
    """Append sightings and conclude their plays; tell what became of each.

    It must run inside a transaction. Adding a sighting twice changes nothing, and the plays depend
    on which sightings there are, never on the order in which they came. Call `finish` at the end
    of a run.
    """
    resolved = tracks.resolve(conn, _last_used(found))
    told_ms = _told(conn, found, resolved)
    ids = sightings.add(conn, found, resolved.tracks, file_id=file_id)
    fresh = [
        Seen(row_id, track.id, track.song, told_ms.get(track.id, track.length_ms), one)
        for row_id, one in zip(ids, found, strict=True)
        if row_id is not None
        for track in (resolved.tracks[one.item],)
    ]
    moved = sightings.of_tracks(conn, resolved.moved) if resolved.moved else {}
    merged = _conclude(conn, fresh, moved, clock)
    if moved or any(one.sighting.observation is None for one in fresh):
        settings.put(conn, settings.LENGTHS_STALE, "1")
    return [_became(row_id, merged) for row_id in ids]


def finish(conn: sqlite3.Connection) -> None:
    """Bring up to date what rests on all plays; needed once after the last `record`."""
    if settings.get(conn, settings.LENGTHS_STALE) == "1":
        with transaction(conn):
            track_lengths.measure(conn)
            settings.put(conn, settings.LENGTHS_STALE, "0")


def rebuild(conn: sqlite3.Connection, *, zone: ZoneInfo) -> int:
    """Conclude all plays anew from the sightings; return how many there are."""
    with transaction(conn):
        rebuild_open(conn, zone=zone)
    return plays.count(conn)


def rebuild_open(conn: sqlite3.Connection, *, zone: ZoneInfo) -> None:
    """Do what `rebuild` does inside a transaction of the caller."""
    clock = LocalClock(zone)
    plays.forget_all(conn)
    settings.put(conn, settings.TIMEZONE, zone.key)
    for ends_ms in sightings.ends_ms(conn):
        _conclude(conn, (), ends_ms, clock)
    _settle_recent(conn, -_FAR_MS, _FAR_MS, clock)
    track_lengths.measure(conn)
    settings.put(conn, settings.LENGTHS_STALE, "0")


def _told(
    conn: sqlite3.Connection, found: Iterable[Sighting], resolved: Resolved
) -> dict[int, int]:
    """Keep the lengths of tracks that the sightings tell, the latest of each."""
    told = {
        resolved.tracks[one.item].id: one.observation.length_ms
        for one in sorted(
            (one for one in found if one.observation is not None), key=lambda one: one.ended_ms
        )
        if one.observation is not None and one.observation.length_ms
    }
    track_lengths.tell(conn, told)
    return told


def _last_used(found: Iterable[Sighting]) -> dict[Item, Use]:
    last: dict[Item, Use] = {}
    for one in found:
        use = Use(by_export=one.observation is None, at_ms=one.ended_ms)
        if one.item not in last or last[one.item] < use:
            last[one.item] = use
    return last


def _became(row_id: int | None, merged: AbstractSet[int]) -> Recorded:
    if row_id is None:
        return Recorded.KNOWN
    return Recorded.MERGED if row_id in merged else Recorded.NEW


def _conclude(
    conn: sqlite3.Connection,
    fresh: Sequence[Seen],
    touched: Mapping[int, int],
    clock: LocalClock,
) -> set[int]:
    """Conclude the plays of all clusters with a fresh or touched sighting.

    ``touched`` holds the ends of sightings stored before, by id. Returns the merged sightings.
    """
    surroundings = Surroundings(conn, fresh, touched)
    new = {one.id for one in fresh}
    found: list[Play] = []
    outdated: list[int] = []
    concluded: set[int] = set()
    for since_ms, until_ms in surroundings.spans():
        for cluster in surroundings.clusters(since_ms, until_ms):
            if cluster[0].id not in concluded:
                concluded.update(one.id for one in cluster)
                outdated += [one.id for one in cluster if one.id not in new]
                found += conclude(cluster)
    plays.forget(conn, outdated)
    plays.add(conn, found, clock=clock)
    if found:
        first_ms = min(play.ended_ms for play in found) - REACH_MS
        last_ms = max(play.ended_ms for play in found) + _AFTERWARDS_MS
        _settle_recent(conn, first_ms, last_ms, clock)
        plays.refute_inferred(conn, since_id=_first_judged(fresh, concluded))
    return {sighting_id for play in found for sighting_id in play.merged}


def _first_judged(fresh: Sequence[Seen], concluded: AbstractSet[int]) -> int:
    """Return the first sighting whose standing may have changed: any, if an export has grown."""
    if not fresh or any(one.sighting.observation is None for one in fresh):
        return 0
    return min(concluded)


def _settle_recent(
    conn: sqlite3.Connection, since_ms: int, until_ms: int, clock: LocalClock
) -> None:
    """Bound the plays that only the list of recent plays tells of by the plays before them."""
    recent = plays.recent_between(conn, since_ms, until_ms)
    plays.settle_recent(conn, map(_settled, recent), clock=clock)


def _settled(play: RecentPlay) -> SettledPlay:
    heard_ms = recent_heard_ms(
        length_ms=play.length_ms, ended_ms=play.ended_ms, before_ms=play.before_ms
    )
    return SettledPlay(
        id=play.id,
        started_ms=play.ended_ms - heard_ms,
        heard_ms=heard_ms,
        verdict=verdict(reason_end="", skipped=None, heard_ms=heard_ms, length_ms=play.length_ms),
    )
