"""How a watch learns when listening begins, and what makes it look at once."""

import sqlite3
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.flows.live.idle_pace import IdlePace
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS, HOUR_MS, MINUTE_MS
from tests.flows.histories import blank
from tests.flows.players import START_MS, Player

UTC = LocalClock(ZoneInfo("UTC"))
IDLE = TrackerState(idle_samples=9)
ADD = """
insert into plays (
  id, track_id, class_id, started_ms, heard_ms, paused_ms, local_day, local_hour
) values (:id, 1, 1, :started_ms, 1, :paused_ms, 0, 0)
"""


def pace(conn: sqlite3.Connection, player: Player) -> IdlePace:
    return IdlePace(conn, UTC, now=player.now)


def listen_at(conn: sqlite3.Connection, hour: int, *, days: int) -> None:
    """Store half an hour of listening at an hour (UTC) of each of the last days."""
    conn.execute("pragma foreign_keys = off")
    midnight_ms = START_MS // DAY_MS * DAY_MS
    for number in range(1, days + 1):
        started_ms = midnight_ms - number * DAY_MS + hour * HOUR_MS
        values = {"id": number, "started_ms": started_ms, "paused_ms": 30 * MINUTE_MS - 1}
        conn.execute(ADD, values)


def test_it_learns_from_the_stored_plays_and_learns_anew(player: Player) -> None:
    conn = blank()
    learning = pace(conn, player)
    before_ms = learning.wait_ms(IDLE, mean_ms=120_000)
    listen_at(conn, 8, days=60)
    assert learning.wait_ms(IDLE, mean_ms=120_000) == before_ms
    player.now_s = 24 * 3_600
    assert learning.wait_ms(IDLE, mean_ms=120_000) < before_ms / 2
    conn.close()


def test_two_minutes_after_a_sign_of_life_it_waits_fifteen_seconds_at_most(player: Player) -> None:
    conn = blank()
    waiting = pace(conn, player)
    usual_ms = waiting.wait_ms(IDLE, mean_ms=120_000)
    waiting.expect_start()
    assert waiting.wait_ms(IDLE, mean_ms=120_000) == 15_000
    player.now_s = 119
    assert waiting.wait_ms(IDLE, mean_ms=120_000) == 15_000
    player.now_s = 120
    assert waiting.wait_ms(IDLE, mean_ms=120_000) == usual_ms
    player.now_s = -3_600  # the clock was set back
    assert waiting.wait_ms(IDLE, mean_ms=120_000) == usual_ms
    conn.close()


@pytest.fixture
def player() -> Player:
    return Player(script=[(0, None)])
