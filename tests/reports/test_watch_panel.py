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
from musicanalyser.render.panel.content import EarlierPlays
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
    assert (session.since, session.verdicts) == ("09:06", ("finished", "finished"))
    assert load_day(conn, now=now + timedelta(hours=1), zone=UTC).session is None


def test_it_is_counted_which_play_of_the_track_and_its_artist_this_is(
    conn: sqlite3.Connection,
) -> None:
    day_s = 86_400
    record(
        conn,
        *(recent(name, ended_s=second) for name, second in (
            ("A", 200 - 7 * day_s), ("B", 200 - 6 * day_s), ("A", 900), ("B", 1_200),
        )),
    )  # fmt: skip
    now = START + timedelta(seconds=1_300)

    def counts(state: TrackerState) -> tuple[int | None, ...] | None:
        found = count_earlier_plays(conn, state, now=now, zone=UTC)
        if found is None:
            return None
        return found.of_track, found.of_artist_today, found.of_artist_in_week

    assert counts(playing("A")) == (2, 2, 3)
    assert counts(playing("C")) == (0, 2, 3)
    assert counts(TrackerState()) is None


def test_the_day_says_how_many_days_in_a_row_had_music(conn: sqlite3.Connection) -> None:
    record(conn, *(recent("A", ended_s=200 - 86_400 * days) for days in (0, 1, 2, 4)))
    now = START + timedelta(seconds=300)
    today = load_day(conn, now=now, zone=UTC).today
    assert (today.plays, today.streak_days) == (1, 3)
    assert [start.hour for start, _ in today.heard] == [START.hour]


def test_a_track_played_to_its_end_shows_its_length_to_the_second(conn: sqlite3.Connection) -> None:
    record(conn, recent("A", ended_s=200)._replace(played_ms=LENGTH_MS - 300))
    (play,) = load_day(conn, now=START + timedelta(seconds=300), zone=UTC).past
    assert (play.verdict, play.heard_ms) == ("finished", LENGTH_MS)


def test_the_next_track_is_that_of_the_queue() -> None:
    state = replace(playing("A"), upcoming=(Queued(item=song("B")),))
    now = now_playing(state, now_ms=START_MS, earlier=EarlierPlays(of_track=3))
    assert now is not None
    assert (now.next_title, now.next_artist) == ("Song B", "The Lanterns")
    assert now.earlier == EarlierPlays(of_track=3)
    alone = now_playing(playing("A"), now_ms=START_MS)
    assert alone is not None
    assert alone.next_title is None
