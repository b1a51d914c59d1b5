"""Derives the plays of sightings that are new, or have changed."""

import sqlite3
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from musicanalyser.flows.recording.neighbours import Neighbours
from musicanalyser.flows.recording.settling import settle_long_pauses, settle_recent
from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.conclusion import conclude_plays
from musicanalyser.listening.matching.play_figures import derive_play
from musicanalyser.model.evidence import Play, StoredSighting
from musicanalyser.store.history import live_plays, plays
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS

_AFTERWARDS_MS = DAY_MS
"""A play limits only the recent plays that end less than this after it: no track is longer."""


def update_plays(
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
    alone = [stored for stored in neighbours.alone if stored.id not in concluded]
    found += [derive_play([stored]) for stored in alone]
    concluded.update(stored.id for stored in alone)
    plays.forget(conn, outdated)
    plays.add(conn, found, clock=clock)
    settle_long_pauses(conn, fresh, found, clock)
    if found:
        ends_ms = [play.ended_ms for play in found]
        settle_recent(conn, min(ends_ms) - REACH_MS, max(ends_ms) + _AFTERWARDS_MS, clock)
        live_plays.refute(conn, since_id=_first_to_refute(fresh, concluded))
    return {sighting_id for play in found for sighting_id in play.merged}


def _first_to_refute(fresh: Sequence[StoredSighting], concluded: AbstractSet[int]) -> int:
    """Return the lowest id that may be refuted or confirmed: any, if an export has grown."""
    if not fresh or any(stored.sighting.origin.traits.is_export for stored in fresh):
        return 0
    return min(concluded)
