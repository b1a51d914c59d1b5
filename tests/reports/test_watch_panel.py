"""The content of the panel: the session that goes on, and what is known of the track."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.flows.recording.record import record_sightings
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tracker import step
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import Activity, PlayerSample, Queued
from musicanalyser.reports.watch_panel import count_earlier_plays, load_day, now_playing
from musicanalyser.store.connection import open_writing, transaction
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.players import LENGTH_MS, START, START_MS, recent, song

UTC = ZoneInfo("UTC")


@pytest.fixture
def conn(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writing(tmp_path / "history.db")) as opened:
        yield opened


def record(conn: sqlite3.Connection, *plays: Sighting) -> None:
    with transaction(conn):
        record_sightings(conn, plays, file_id=None, clock=LocalClock(UTC))


def playing(name: str) -> TrackerState:
    sample = PlayerSample(
        at_ms=START_MS,
        activity=Activity.ITEM,
        item=song(name),
        length_ms=LENGTH_MS,
        progress_ms=0,
        is_playing=True,
    )
    return step(TrackerState(), sample).state


def test_the_session_begins_after_the_last_long_silence(conn: sqlite3.Connection) -> None:
    record(conn, *(recent(name, ended_s=second) for name, second in
                   (("A", 200), ("B", 4_200), ("C", 4_420))))  # fmt: skip
    now = START + timedelta(seconds=4_500)
    session = load_day(conn, now=now, zone=UTC).session
    assert session is not None
    assert (session.since, session.plays) == ("09:06", 2)
    assert load_day(conn, now=now + timedelta(hours=1), zone=UTC).session is None


def test_it_is_counted_which_play_of_the_track_this_is(conn: sqlite3.Connection) -> None:
    record(conn, recent("A", ended_s=200), recent("A", ended_s=900), recent("B", ended_s=1_200))
    assert count_earlier_plays(conn, playing("A")) == 2
    assert count_earlier_plays(conn, playing("C")) == 0
    assert count_earlier_plays(conn, TrackerState()) is None


def test_the_next_track_is_that_of_the_queue() -> None:
    state = replace(playing("A"), upcoming=(Queued(item=song("B")),))
    now = now_playing(state, now_ms=START_MS, earlier_plays=3)
    assert now is not None
    assert (now.next_title, now.next_artist, now.earlier_plays) == ("Song B", "The Lanterns", 3)
    alone = now_playing(playing("A"), now_ms=START_MS)
    assert alone is not None
    assert alone.next_title is None
