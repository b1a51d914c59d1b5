"""Spotify's list of recent plays, read into the history."""

import sqlite3
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.errors import LockedError
from musicanalyser.flows.live.ingest import IngestResult, ingest
from musicanalyser.flows.recording.record import rebuild_plays
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.store.connection import transaction
from musicanalyser.store.live import tracker_state
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.live.other_writer import other_writer
from tests.flows.players import START_MS, Player, recent

CLOCK = LocalClock(ZoneInfo("Europe/Vienna"))
PLAYS = "select title, heard_ms from v_plays order by started_ms"


@pytest.fixture
def player() -> Player:
    return Player(script=[(0, None)], rows=[recent("Z", ended_s=-90_000)])


def read(conn: sqlite3.Connection, player: Player) -> IngestResult:
    return ingest(conn, player, clock=CLOCK, now=player.now)


@pytest.mark.parametrize(("rows", "is_missing"), [(49, False), (50, True)])
def test_plays_are_missing_if_the_list_is_full_and_none_of_it_was_known(
    conn: sqlite3.Connection, player: Player, rows: int, *, is_missing: bool
) -> None:
    read(conn, player)
    player.rows = [recent(f"T{number}", ended_s=-240 * number - 30) for number in range(rows)]
    result = read(conn, player)
    oldest_ms = player.rows[-1].ended_ms
    missing = (START_MS - 90_000_000, oldest_ms) if is_missing else (None, None)
    assert (result.missing_since_ms, result.missing_until_ms) == missing


def test_nothing_is_missing_if_the_known_plays_reach_into_the_list(
    conn: sqlite3.Connection, player: Player
) -> None:
    player.rows = [recent("Z", ended_s=-60)]
    read(conn, player)
    player.rows = [recent(f"T{number}", ended_s=-240 * number - 30) for number in range(50)]
    assert read(conn, player).missing_since_ms is None


def test_nothing_is_missing_if_the_newest_known_play_ended_with_the_oldest_of_the_list(
    conn: sqlite3.Connection, player: Player
) -> None:
    oldest_s = -240 * 49 - 30
    player.rows = [recent("Z", ended_s=oldest_s)]
    read(conn, player)
    player.rows = [recent(f"T{number}", ended_s=-240 * number - 30) for number in range(50)]
    assert read(conn, player).missing_since_ms is None


def test_new_rows_older_than_the_newest_known_play_are_late_and_no_others(
    conn: sqlite3.Connection, player: Player
) -> None:
    player.rows = [recent("M", ended_s=-500)]
    read(conn, player)
    player.rows += [recent(name, ended_s=second) for name, second in (("N", -500), ("L", -900))]
    result = read(conn, player)
    assert (result.new, result.known, result.late) == (2, 1, 1)


def test_rows_that_cannot_be_saved_are_read_again(
    conn: sqlite3.Connection, path: Path, player: Player
) -> None:
    player.rows = [recent("A", ended_s=-100)]
    conn.execute("pragma busy_timeout = 1")
    with other_writer(path), pytest.raises(LockedError):
        read(conn, player)
    result = read(conn, player)
    assert result == replace(result, rows=1, new=1)
    assert conn.execute(PLAYS).fetchall() == [("Song A", 200_000)]


def test_a_play_that_was_missed_began_after_the_last_silent_poll(
    conn: sqlite3.Connection, player: Player
) -> None:
    silent = TrackerState(silent_ms=(START_MS - 700_000, START_MS - 190_000, START_MS))
    with transaction(conn):
        tracker_state.save(conn, silent, at_ms=START_MS)
    player.rows = [recent("A", ended_s=-100), recent("B", ended_s=-10_000)]
    read(conn, player)
    bounds = "select title, low_ms, heard_ms, high_ms from v_plays order by started_ms"
    expected = [("Song B", 30_000, 200_000, 200_000), ("Song A", 30_000, 61_000, 92_000)]
    assert conn.execute(bounds).fetchall() == expected
    rebuild_plays(conn, zone=CLOCK.zone)
    assert conn.execute(bounds).fetchall() == expected
