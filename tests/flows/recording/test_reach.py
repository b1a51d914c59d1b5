"""What a live play changes is found near it, and not in the whole history."""

import sqlite3
from contextlib import closing
from itertools import count

from musicanalyser.flows.recording.record import record_sightings
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.store.connection import transaction
from musicanalyser.store.rollups import upkeep
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import HOUR_MS
from tests.flows.histories import ZONE, blank
from tests.flows.recording.changes import exported

_STEPS_A_TICK = 10


def history(plays: int) -> sqlite3.Connection:
    """Return a history of plays of many tracks, three hours apart."""
    conn = blank()
    found = []
    for number in range(plays):
        one = exported(0)
        item = one.item._replace(uri=f"spotify:track:old{number}", title=f"Old {number}")
        item = item._replace(artist=f"Artist {number}", album=f"Album {number}")
        found.append(one._replace(item=item, ended_ms=one.ended_ms - 3 * HOUR_MS * (number + 1)))
    with transaction(conn), upkeep.rebuilt_afterwards(conn):
        record_sightings(conn, found, file_id=None, clock=LocalClock(ZONE))
    return conn


def watched(play: int) -> Sighting:
    one = exported(play)
    return one._replace(
        origin=Origin.PLAYER,
        row=None,
        observation=Observation(
            started_ms=one.ended_ms - one.played_ms,
            length_ms=one.played_ms,
            low_ms=one.played_ms,
            high_ms=one.played_ms,
            confidence=0.9,
        ),
    )


def steps_of(conn: sqlite3.Connection, *found: Sighting) -> int:
    """Return how many steps of SQLite's machine it takes to record sightings one by one."""
    ticks = count()
    conn.set_progress_handler(lambda: next(ticks) and None, _STEPS_A_TICK)
    for one in found:
        with transaction(conn):
            record_sightings(conn, [one], file_id=None, clock=LocalClock(ZONE))
    conn.set_progress_handler(None, 0)
    return next(ticks) * _STEPS_A_TICK


def test_live_plays_take_no_more_steps_in_a_long_history() -> None:
    found = [watched(0), watched(3), watched(4)]
    with closing(history(100)) as short, closing(history(1_000)) as long:
        assert steps_of(long, *found) <= 1.1 * steps_of(short, *found)


def named(title: str, play: int) -> Sighting:
    one = watched(play)
    return one._replace(item=one.item._replace(uri="spotify:track:renamed", title=title))


def test_a_new_name_of_a_track_takes_no_more_steps_in_a_long_history() -> None:
    found = [named("Working title", 0), named("Title", 6)]
    with closing(history(100)) as short, closing(history(1_000)) as long:
        assert steps_of(long, *found) <= 1.1 * steps_of(short, *found)
