"""One count of calls, and one block, for all processes on a database."""

import sqlite3
from pathlib import Path

import pytest

from musicanalyser.errors import TryLaterError
from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.spotify.call_limiter import ApiCall
from musicanalyser.store import database_state
from tests.flows.live.other_writer import other_writer
from tests.flows.players import START_MS, Player

DAY_S = 86_400
DAY_MS = 1_000 * DAY_S


@pytest.fixture
def player() -> Player:
    """A player whose clock the test sets; nothing is playing."""
    return Player(script=[(0, None)])


def budget(
    conn: sqlite3.Connection, player: Player, calls_per_day: int | None = None
) -> CallBudget:
    return CallBudget(conn, calls_per_day=calls_per_day, now=player.now)


def call(
    status: int = 200, *, endpoint: str = "player", at_s: float = 0, **told: float | bool
) -> ApiCall:
    at_ms = START_MS + round(1_000 * at_s)
    return ApiCall(endpoint=endpoint, at_ms=at_ms, status=status, **told)  # type: ignore[arg-type]


def blocked_ms(conn: sqlite3.Connection) -> int:
    """Return for how long calls are blocked from the start on."""
    return (database_state.get_number(conn, database_state.BLOCKED_UNTIL_MS) or 0) - START_MS


def test_the_calls_of_all_processes_are_one_budget(
    conn: sqlite3.Connection, player: Player
) -> None:
    first, second = budget(conn, player, 3), budget(conn, player, 3)
    for _ in range(3):
        first.check("player")
        first.record(call())
    with pytest.raises(TryLaterError, match="All 3 calls of the last 24 hours") as caught:
        second.check("recent")
    assert caught.value.until_ms == START_MS + DAY_MS
    player.now_s = DAY_S + 1
    first.check("player")


@pytest.mark.parametrize(("now_s", "used"), [(DAY_S - 0.001, 1), (DAY_S, 0)])
def test_a_call_counts_for_exactly_a_day(
    conn: sqlite3.Connection, player: Player, now_s: float, used: int
) -> None:
    budget(conn, player).record(call())
    player.now_s = now_s
    assert budget(conn, player).usage().used == used


@pytest.mark.parametrize(("at_s", "used"), [(60, 1), (60.001, 0)])
def test_a_call_of_the_next_minute_counts_as_the_clock_may_have_been_set_back(
    conn: sqlite3.Connection, player: Player, at_s: float, used: int
) -> None:
    budget(conn, player).record(call(at_s=at_s))
    assert budget(conn, player).usage().used == used


@pytest.mark.parametrize(("later_s", "left"), [(2 * DAY_S - 0.001, 2), (2 * DAY_S, 1)])
def test_calls_are_deleted_after_two_days_and_not_before(
    conn: sqlite3.Connection, player: Player, later_s: float, left: int
) -> None:
    counted = budget(conn, player)
    counted.record(call())
    counted.record(call(at_s=later_s))
    assert conn.execute("select count(*) from api_calls").fetchone() == (left,)


@pytest.mark.parametrize(
    ("told_s", "pause_s"), [(7.0, 7), (None, 60), (0.0, 1), (0.5, 1), (86_400.0, 86_400)]
)
def test_a_refusal_blocks_every_call_until_the_pause_is_over(
    conn: sqlite3.Connection, player: Player, told_s: float | None, pause_s: int
) -> None:
    counted = budget(conn, player)
    counted.record(ApiCall(endpoint="player", at_ms=START_MS, status=429, retry_after_s=told_s))
    player.now_s = pause_s - 0.001
    with pytest.raises(TryLaterError, match="accepts no calls") as caught:
        budget(conn, player).check("player")
    assert caught.value.until_ms == START_MS + 1_000 * pause_s
    player.now_s = pause_s
    assert counted.blocked_until_ms() is None
    counted.check("player")


def test_a_pause_of_unknown_length_doubles_with_each_refusal_up_to_a_day(
    conn: sqlite3.Connection, player: Player
) -> None:
    counted = budget(conn, player)
    found = []
    for _ in range(13):
        counted.record(call(429))
        found.append(blocked_ms(conn))
    assert found[:4] == [60_000, 120_000, 240_000, 480_000]
    assert found[10:] == [60_000 * 1_024, DAY_MS, DAY_MS]


def test_a_call_that_succeeds_lets_pauses_begin_with_a_minute_again(
    conn: sqlite3.Connection, player: Player
) -> None:
    counted = budget(conn, player)
    for status in (429, 429, 200, 429):
        counted.record(call(status))
    assert blocked_ms(conn) == 60_000


@pytest.mark.parametrize(("ahead_s", "is_blocked"), [(60, True), (60.001, False)])
def test_a_refusal_of_the_far_future_comes_from_a_clock_that_was_set_back_since(
    conn: sqlite3.Connection, player: Player, ahead_s: float, *, is_blocked: bool
) -> None:
    counted = budget(conn, player)
    counted.record(call(429, at_s=ahead_s, retry_after_s=9.0))
    assert (counted.blocked_until_ms() is not None) is is_blocked


def test_calls_and_refusals_of_a_clock_that_was_a_year_ahead_do_not_count(
    conn: sqlite3.Connection, player: Player
) -> None:
    counted = budget(conn, player)
    for _ in range(1_300):
        counted.record(call(429, at_s=400 * DAY_S, retry_after_s=50.0))
    counted.check("player")


@pytest.mark.parametrize(
    ("calls", "allowed"),
    [(1, 50), (62, 50), (65, 52), (100, 80), (1_000, 800), (1_499, 1_199)],
)
def test_of_a_quota_that_was_met_four_fifths_are_used_but_at_least_fifty_calls(
    conn: sqlite3.Connection, player: Player, calls: int, allowed: int
) -> None:
    counted = budget(conn, player)
    conn.executemany(
        "insert into api_calls (at_ms, endpoint, status) values (?, 'player', 200)",
        [(START_MS,)] * (calls - 1),
    )
    counted.record(call(429, retry_after_s=9.0, quota=True))
    assert counted.usage().allowed == allowed


def test_a_refusal_blocks_every_call_although_it_cannot_be_saved_yet(
    conn: sqlite3.Connection, path: Path, player: Player
) -> None:
    conn.execute("pragma busy_timeout = 1")
    counted = budget(conn, player)
    with other_writer(path):
        counted.record(call(429, retry_after_s=90.0))
        with pytest.raises(TryLaterError) as caught:
            counted.check("player")
        assert counted.usage().used == 1
    assert caught.value.until_ms == START_MS + 90_000
    player.now_s = 91
    counted.record(call(at_s=91))
    assert (budget(conn, player).usage().used, counted.usage().used) == (2, 2)
    assert blocked_ms(conn) == 90_000


def refused(conn: sqlite3.Connection, player: Player, endpoint: str, *, calls: int) -> CallBudget:
    """Return a budget after the quota of an endpoint was used up by so many calls."""
    counted = budget(conn, player)
    conn.executemany(
        "insert into api_calls (at_ms, endpoint, status) values (?, ?, 200)",
        [(START_MS, endpoint)] * (calls - 1),
    )
    counted.record(call(429, endpoint=endpoint, retry_after_s=9.0, quota=True))
    return counted


@pytest.mark.parametrize(
    ("after_s", "allowed"),
    [(0, 80), (DAY_S - 1, 80), (DAY_S, 88), (2 * DAY_S, 96), (7 * DAY_S, 155), (-DAY_S, 80)],
)
def test_a_learnt_quota_grows_by_a_tenth_with_each_day_without_a_refusal(
    conn: sqlite3.Connection, player: Player, after_s: float, allowed: int
) -> None:
    refused(conn, player, "player", calls=100)
    player.now_s = after_s
    (quota,) = budget(conn, player).quotas()
    assert quota.allowed(START_MS + round(1_000 * after_s)) == allowed


def test_a_learnt_quota_is_gone_once_it_has_grown_beyond_the_default(
    conn: sqlite3.Connection, player: Player
) -> None:
    counted = refused(conn, player, "player", calls=100)
    player.now_s = 1_000 * DAY_S
    assert counted.usage().allowed == 1_200


def test_what_the_user_set_wins_over_a_learnt_quota(
    conn: sqlite3.Connection, player: Player
) -> None:
    refused(conn, player, "player", calls=100)
    assert budget(conn, player, 1_200).usage().allowed == 1_200
    assert budget(conn, player).usage().allowed == 80


def test_a_learnt_quota_can_be_forgotten(conn: sqlite3.Connection, player: Player) -> None:
    counted = refused(conn, player, "queue", calls=100)
    counted.forget_quotas()
    assert (counted.quotas(), counted.usage().allowed) == ((), 1_200)


def test_a_refused_queue_blocks_neither_the_player_nor_recent_plays(
    conn: sqlite3.Connection, player: Player
) -> None:
    counted = refused(conn, player, "queue", calls=60)
    with pytest.raises(TryLaterError, match="accepts no calls"):
        budget(conn, player).check("queue")
    counted.check("player")
    counted.check("recently-played")
    player.now_s = 10
    with pytest.raises(TryLaterError, match="All 50 calls"):
        counted.check("queue")
    counted.check("player")


def test_a_refused_queue_that_cannot_be_saved_yet_blocks_only_the_queue(
    conn: sqlite3.Connection, path: Path, player: Player
) -> None:
    conn.execute("pragma busy_timeout = 1")
    counted = budget(conn, player)
    with other_writer(path):
        counted.record(call(429, endpoint="queue", retry_after_s=90.0, quota=True))
        counted.check("player")
        with pytest.raises(TryLaterError):
            counted.check("queue")


def test_too_many_calls_in_a_short_time_block_every_family(
    conn: sqlite3.Connection, player: Player
) -> None:
    counted = budget(conn, player)
    counted.record(call(429, endpoint="queue", retry_after_s=9.0))
    for endpoint in ("player", "queue", "recently-played", "tracks"):
        with pytest.raises(TryLaterError, match="accepts no calls"):
            counted.check(endpoint)


def test_the_last_calls_of_a_budget_are_for_recent_plays(
    conn: sqlite3.Connection, player: Player
) -> None:
    counted = budget(conn, player, 100)
    for _ in range(98):
        counted.record(call())
    with pytest.raises(TryLaterError, match="All 100 calls"):
        counted.check("player")
    for _ in range(2):
        counted.check("recently-played")
        counted.record(call(endpoint="recently-played"))
    with pytest.raises(TryLaterError, match="All 100 calls"):
        counted.check("recently-played")
