"""Watching a player into a database: what is saved, when, and despite what."""

import sqlite3
from contextlib import closing
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.errors import Error, TryLaterError
from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.flows.live.watcher import Watcher, WatchStep
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.spotify.call_limiter import ApiCall
from tests.flows.players import START_MS, Player, recent

ZONE = ZoneInfo("Europe/Vienna")
PLAYS = "select title, heard_ms, verdict, source from v_plays order by started_ms"
A_DAY_S = 86_400


def watcher(conn: sqlite3.Connection, player: Player, calls_per_day: int = 1_200) -> Watcher:
    budget = CallBudget(conn, calls_per_day=calls_per_day, now=player.now)
    return Watcher(conn, player, budget, policy=PollingPolicy.ECON, zone=ZONE, now=player.now)


def watch(conn: sqlite3.Connection, player: Player, *, until_s: float) -> list[WatchStep]:
    """Watch until a second is reached."""
    looking = watcher(conn, player)
    steps = []
    while player.now_s < until_s:
        steps.append(looking.poll())
        player.sleep_ms(steps[-1].wait_ms)
    return steps


def plays(conn: sqlite3.Connection) -> list[tuple[str, int, str, str]]:
    return conn.execute(PLAYS).fetchall()


TWO_SONGS: list[tuple[float, str | None]] = [(0, None), (20, "A"), (220, "B"), (280, "C")]
HEARD = [
    ("Song A", 200_000, "finished", "spotify-player"),
    ("Song B", 60_000, "skipped", "spotify-player"),
]


def test_what_is_played_is_kept_to_the_millisecond(conn: sqlite3.Connection) -> None:
    watch(conn, Player(script=TWO_SONGS), until_s=310)
    assert plays(conn) == HEARD


def test_a_play_the_list_of_recent_plays_confirms_is_still_one_play(
    conn: sqlite3.Connection,
) -> None:
    player = Player(script=TWO_SONGS, rows=[recent("A", ended_s=219), recent("B", ended_s=281)])
    watch(conn, player, until_s=310)
    watch(conn, player, until_s=340)
    assert plays(conn) == HEARD
    (evidence,) = conn.execute("select count(*) from v_evidence").fetchone()
    assert evidence == 4


@pytest.mark.parametrize("cut_s", range(5, 300, 7))
def test_a_watch_that_is_killed_and_begun_again_loses_and_doubles_nothing(
    conn: sqlite3.Connection, cut_s: int
) -> None:
    player = Player(script=TWO_SONGS)
    watch(conn, player, until_s=cut_s)
    watch(conn, player, until_s=310)
    assert [(title, verdict) for title, _, verdict, _ in plays(conn)] == [
        ("Song A", "finished"),
        ("Song B", "skipped"),
    ]
    assert sum(heard for _, heard, _, _ in plays(conn)) == 260_000


def test_a_sample_is_kept_with_all_that_it_led_to_or_not_at_all(
    conn: sqlite3.Connection, tmp_path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    watch(conn, player, until_s=275)
    looking = watcher(conn, player)
    player.now_s = 290
    seen = set()
    with closing(sqlite3.connect(tmp_path / "history.db")) as other:
        for statement in count(1):
            try:
                _interrupted_at(conn, statement, looking)
            except sqlite3.OperationalError:
                kept = other.execute(PLAYS).fetchall()
                (state,) = other.execute("select state from watching").fetchone()
                seen.add((len(kept), "Song C" in state))
                looking = watcher(conn, player)
                continue
            break
    assert plays(conn) == HEARD
    assert seen == {(1, False), (2, True)}


def _interrupted_at(conn: sqlite3.Connection, statement: int, looking: Watcher) -> None:
    numbers = count(1)

    def refuse(*_: object) -> int:
        return sqlite3.SQLITE_DENY if next(numbers) == statement else sqlite3.SQLITE_OK

    conn.set_authorizer(refuse)
    try:
        step = looking.poll()
        if step.problem is not None:
            raise sqlite3.OperationalError(step.problem)
    finally:
        conn.set_authorizer(None)


def test_while_something_plays_no_gap_is_longer_than_thirty_seconds(
    conn: sqlite3.Connection,
) -> None:
    steps = watch(conn, Player(script=[(0, "A"), (200, "B"), (400, "C")]), until_s=600)
    assert max(step.wait_ms for step in steps) <= 30_000


def test_while_nothing_plays_it_polls_ever_more_rarely(conn: sqlite3.Connection) -> None:
    steps = watch(conn, Player(script=[(0, None)]), until_s=600)
    waits_ms = [step.wait_ms for step in steps]
    assert waits_ms[0] == 15_000
    assert len(set(waits_ms[2:])) == 1
    assert 20_000 < waits_ms[2] <= 30_000


def test_recent_plays_are_read_at_the_start_and_every_hour(conn: sqlite3.Connection) -> None:
    player = Player(script=[(0, None)])
    watch(conn, player, until_s=3 * 3600)
    assert player.asked.count("recent") == 3


def test_a_day_of_silence_costs_less_than_the_budget(conn: sqlite3.Connection) -> None:
    player = Player(script=[(0, None)])
    budget = CallBudget(conn, calls_per_day=None, now=player.now)
    looking = Watcher(conn, player, budget, policy=PollingPolicy.ECON, zone=ZONE, now=player.now)
    while player.now_s < 2 * A_DAY_S:
        wait_ms = looking.poll().wait_ms
        for endpoint in player.asked:
            at_ms = START_MS + round(1_000 * player.now_s)
            budget.record(ApiCall(endpoint=endpoint, at_ms=at_ms, status=200))
        player.asked.clear()
        player.sleep_ms(wait_ms)
        assert looking.usage().used < 1_000


def test_a_failure_is_reported_and_retried_and_the_play_goes_on(conn: sqlite3.Connection) -> None:
    away = TryLaterError("Spotify is away.", hint="Wait.")
    player = Player(script=TWO_SONGS, failures=[None, None, None, away, away, None])
    steps = watch(conn, player, until_s=310)
    assert [step.problem for step in steps if step.problem] == ["Spotify is away."] * 2
    assert plays(conn) == HEARD


def test_a_block_is_waited_out_in_steps_and_recent_plays_fill_the_gap(
    conn: sqlite3.Connection,
) -> None:
    until_ms = START_MS + 1_000 * 1_000
    limited = TryLaterError("Too many.", hint="Wait.", until_ms=until_ms)
    rows = [recent("A", ended_s=220), recent("D", ended_s=480), recent("E", ended_s=690)]
    script = [*TWO_SONGS[:2], (220.0, "B"), (280.0, "D"), (490.0, "E"), (700.0, None)]
    player = Player(script=script, rows=rows)
    watch(conn, player, until_s=200)
    player.failures = [limited] * 17
    steps = watch(conn, player, until_s=1_400)
    assert max(step.wait_ms for step in steps if step.problem) <= 60_000
    assert any(step.gap_ms > 700_000 for step in steps)
    titles = [title for title, *_ in plays(conn)]
    assert titles == ["Song A", "Song D", "Song E"]


def test_after_a_sleep_an_outage_or_a_sign_of_life_it_polls_often_for_two_minutes(
    conn: sqlite3.Connection,
) -> None:
    player = Player(script=[(0, None)])
    watching = watcher(conn, player)

    def pass_until_idle() -> int:
        return [_step(watching, player) for _ in range(12)][-1]

    usual_ms = pass_until_idle()
    assert usual_ms > 20_000
    player.now_s += 3_600
    assert [_step(watching, player) for _ in range(4)] == [15_000] * 4
    assert pass_until_idle() == usual_ms
    player.failures = [TryLaterError("Away.", hint="")]
    assert [_step(watching, player) for _ in range(3)][1:] == [usual_ms] * 2
    player.failures = [TryLaterError("Away.", hint="")] * 8
    for _ in range(8):
        _step(watching, player)
    assert [_step(watching, player) for _ in range(4)] == [15_000] * 4
    assert pass_until_idle() == usual_ms
    watching.expect_start()
    assert _step(watching, player) == 15_000


def _step(watching: Watcher, player: Player) -> int:
    """Poll, wait, and return the wait."""
    wait_ms = watching.poll().wait_ms
    player.sleep_ms(wait_ms)
    return wait_ms


def test_while_the_player_may_not_be_asked_recent_plays_are_still_read_every_hour(
    conn: sqlite3.Connection,
) -> None:
    player = Player(script=[(0, "A")])
    watching = watcher(conn, player)
    watching.poll()
    refused = TryLaterError("All calls are used.", hint="", until_ms=START_MS + 10**9)
    for minute in range(1, 181):
        player.now_s = 60 * minute
        player.failures = [refused]
        watching.poll()
    assert player.asked.count("recent") == 4


def test_a_refused_list_of_recent_plays_is_no_second_problem(conn: sqlite3.Connection) -> None:
    player = Player(script=[(0, "A")])
    refused = TryLaterError("All calls are used.", hint="", until_ms=START_MS + 10**9)
    player.failures = [refused, Error("No.", hint="")]
    found = watcher(conn, player).poll()
    assert (found.problem, found.ingested) == ("All calls are used.", None)
