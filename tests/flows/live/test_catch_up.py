"""When a watch reads the list of recent plays."""

import sqlite3
from collections.abc import Callable
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.errors import TryLaterError
from musicanalyser.flows.live.catch_up import CatchUp
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.players import Player, recent

AWAY = TryLaterError("Spotify is away.", hint="Wait.")


@pytest.fixture
def player() -> Player:
    return Player(script=[(0, None)], rows=[recent("A", ended_s=-100)])


@pytest.fixture
def catch_up(conn: sqlite3.Connection, player: Player) -> CatchUp:
    return CatchUp(conn, player, clock=LocalClock(ZoneInfo("UTC")), now=player.now)


@pytest.fixture
def reads(player: Player, catch_up: CatchUp) -> Callable[[float], bool]:
    """Return whether the list is read at a second."""

    def at(second: float) -> bool:
        player.now_s = second
        before = player.asked.count("recent")
        catch_up.run_if_due()
        return player.asked.count("recent") > before

    return at


def test_it_is_read_at_the_start_and_every_hour(reads: Callable[[float], bool]) -> None:
    at = (0, 1, 3_599.999, 3_600, 3_601, 7_199.999, 7_200)
    assert [reads(second) for second in at] == [True, False, False, True, False, False, True]


def test_it_is_read_after_a_gap(catch_up: CatchUp, reads: Callable[[float], bool]) -> None:
    reads(0)
    catch_up.request()
    assert [reads(10), reads(20)] == [True, False]


def test_after_a_failure_it_is_read_five_minutes_later_and_the_problem_stays_till_then(
    player: Player, catch_up: CatchUp, reads: Callable[[float], bool]
) -> None:
    player.failures = [AWAY]
    assert catch_up.run_if_due() == (None, AWAY.message)
    assert not reads(299.999)
    assert catch_up.run_if_due() == (None, AWAY.message)
    assert reads(300)
    assert catch_up.run_if_due() == (None, None)


def test_after_a_failure_a_clock_that_is_set_back_does_not_delay_it(
    player: Player, reads: Callable[[float], bool]
) -> None:
    player.failures = [AWAY]
    assert [reads(0), reads(-7_200)] == [True, True]


def test_a_last_reading_in_the_future_does_not_delay_it(reads: Callable[[float], bool]) -> None:
    assert [reads(10**7), reads(0)] == [True, True]
