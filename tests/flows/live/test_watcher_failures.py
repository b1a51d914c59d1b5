"""A watch whose surroundings fail it: a busy database, a clock that was set, a refused question."""

import sqlite3
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.errors import Error, NotSignedInError, TryLaterError
from musicanalyser.flows import local_days
from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.flows.live.watcher import Watcher
from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import Upcoming
from musicanalyser.store import database_state
from musicanalyser.timespan.local_clock import LocalClock, day_number
from tests.flows.live.other_writer import other_writer
from tests.flows.players import START_MS, Player

VIENNA, TOKYO = ZoneInfo("Europe/Vienna"), ZoneInfo("Asia/Tokyo")
PLAYS = "select title, heard_ms from v_plays order by started_ms"
TWO_SONGS: list[tuple[float, str | None]] = [(0, None), (20, "A"), (220, "B"), (280, "C")]
HOUR_S = 3_600


def watcher(conn: sqlite3.Connection, player: Player) -> Watcher:
    budget = CallBudget(conn, calls_per_day=1_200, now=player.now)
    made = Watcher(conn, player, budget, policy=PollingPolicy.ECON, zone=VIENNA, now=player.now)
    conn.execute("pragma busy_timeout = 1")
    return made


def look(looking: Watcher, player: Player, *, until_s: float) -> list[str | None]:
    """Poll until a second is reached; return the problem of each poll."""
    troubles = []
    while player.now_s < until_s:
        step = looking.poll()
        troubles.append(step.problem)
        player.sleep_ms(step.wait_ms)
    return troubles


def test_samples_taken_while_another_process_writes_are_saved_once_it_has_ended(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=190)
    with other_writer(path):
        troubles = look(looking, player, until_s=300)
    assert set(troubles) == {"Another musicanalyser is writing this database."}
    assert conn.execute(PLAYS).fetchall() == []
    step = looking.poll()
    assert [play.item.title for play in step.finished] == ["Song A", "Song B"]
    assert conn.execute(PLAYS).fetchall() == [("Song A", 200_000), ("Song B", 60_000)]


def test_a_play_is_reported_once(conn: sqlite3.Connection) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    finished = []
    while player.now_s < 400:
        step = looking.poll()
        finished += [play.item.title for play in step.finished]
        player.sleep_ms(step.wait_ms)
    assert finished == ["Song A", "Song B"]


def test_after_a_gap_the_recent_plays_are_read(conn: sqlite3.Connection) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=60)
    player.now_s += 90
    assert looking.poll().gap_ms > 90_000
    assert player.asked.count("recent") == 2


def test_a_success_resets_the_waits(conn: sqlite3.Connection) -> None:
    away = TryLaterError("Spotify is away.", hint="Wait.")
    player = Player(script=[(0, None)], failures=[away, away, None, None, away])
    looking = watcher(conn, player)
    waits_ms = []
    for later_s in (0, 90, 0, 0):
        player.now_s += later_s
        waits_ms.append(looking.poll().wait_ms)
    assert waits_ms == [5_000, 15_000, 15_000, 5_000]


def test_a_watch_that_is_killed_while_another_process_writes_doubles_nothing(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=190)
    with other_writer(path):
        look(looking, player, until_s=300)
    look(watcher(conn, player), player, until_s=310)
    titles = [title for title, _ in conn.execute(PLAYS)]
    assert len(titles) == len(set(titles))


def test_a_watch_does_not_wait_long_for_another_writer(conn: sqlite3.Connection) -> None:
    player = Player(script=TWO_SONGS)
    budget = CallBudget(conn, calls_per_day=1_200, now=player.now)
    Watcher(conn, player, budget, policy=PollingPolicy.ECON, zone=VIENNA, now=player.now)
    (waits_ms,) = conn.execute("pragma busy_timeout").fetchone()
    assert 0 < waits_ms <= 1_000


class NoQueue(Player):
    """A player whose queue fails for the reason in ``why``."""

    why: Error

    def upcoming(self) -> Upcoming:
        self.asked.append("queue")
        raise self.why


def test_without_access_to_the_queue_the_watch_goes_on(conn: sqlite3.Connection) -> None:
    player = NoQueue(script=TWO_SONGS)
    player.why = Error("Spotify does not allow this (HTTP 403).", hint="Check your app.")
    troubles = look(watcher(conn, player), player, until_s=300)
    assert conn.execute(PLAYS).fetchall() == [("Song A", 200_000), ("Song B", 60_000)]
    assert player.asked.count("queue") == 1
    told = "No access to the queue, some skips go unseen: Spotify does not allow this (HTTP 403)."
    assert set(troubles[-10:]) == {told}


def test_a_sign_in_that_ends_during_a_poll_ends_the_watch(
    conn: sqlite3.Connection,
) -> None:
    player = NoQueue(script=TWO_SONGS)
    player.why = NotSignedInError("Ended.", hint="Sign in.")
    with pytest.raises(NotSignedInError):
        look(watcher(conn, player), player, until_s=300)


def test_recent_plays_are_read_although_the_queue_is_away(
    conn: sqlite3.Connection,
) -> None:
    player = NoQueue(script=[(0, "A")])
    player.why = TryLaterError("Spotify is away.", hint="Wait.")
    look(watcher(conn, player), player, until_s=30)
    assert player.asked.count("recent") == 1


class NoRecent(Player):
    """A player whose list of recent plays is away."""

    def recent(self) -> list[Sighting]:
        self.asked.append("recent")
        raise TryLaterError("Spotify is away.", hint="Wait.")


def test_a_list_that_is_away_for_hours_is_not_read_at_every_poll(
    conn: sqlite3.Connection,
) -> None:
    player = NoRecent(script=TWO_SONGS)
    troubles = look(watcher(conn, player), player, until_s=HOUR_S)
    assert player.asked.count("recent") in {11, 12}
    assert set(troubles) == {"Spotify is away."}


def test_recent_plays_are_read_although_the_clock_was_once_far_ahead(
    conn: sqlite3.Connection,
) -> None:
    player = Player(script=[(0, None)])
    looking = watcher(conn, player)
    look(looking, player, until_s=60)
    database_state.put(conn, database_state.INGESTED_MS, str(START_MS + 10**10))
    look(looking, player, until_s=400)
    assert player.asked.count("recent") == 2


def test_days_stay_those_of_one_zone_while_another_command_lives_in_another(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=240)
    assert local_days.update_local_days(path, TOKYO)
    look(looking, player, until_s=310)
    assert player.asked.count("recent") == 1
    zone = database_state.get(conn, database_state.TIMEZONE)
    clock = LocalClock(ZoneInfo(zone or ""))
    rows = conn.execute("select started_ms, local_day, local_hour from v_plays").fetchall()
    assert len(rows) == 2
    for started_ms, day, hour in rows:
        assert (day_number(date.fromisoformat(day)), hour) == clock.day_and_hour(started_ms)


@pytest.mark.parametrize(("silence_s", "gap_ms"), [(45, 0), (45.001, 45_001)])
def test_a_gap_is_what_exceeds_the_planned_wait_by_more_than_half_a_minute(
    conn: sqlite3.Connection, silence_s: float, gap_ms: int
) -> None:
    player = Player(script=[(0, None)])
    looking = watcher(conn, player)
    assert looking.poll().wait_ms == 15_000
    player.now_s = silence_s
    assert looking.poll().gap_ms == gap_ms


@pytest.mark.parametrize(("until_s", "wait_s"), [(-5, 1), (0.5, 1), (7, 7), (60, 60), (3_600, 60)])
def test_a_block_is_waited_out_for_at_least_a_second_and_at_most_a_minute_at_a_time(
    conn: sqlite3.Connection, until_s: float, wait_s: float
) -> None:
    until_ms = START_MS + round(1_000 * until_s)
    limited = TryLaterError("Too many.", hint="Wait.", until_ms=until_ms)
    player = Player(script=[(0, None)], failures=[limited])
    step = watcher(conn, player).poll()
    assert (step.wait_ms, step.until_ms) == (1_000 * wait_s, until_ms)


class NothingButThePlayer(NoQueue, NoRecent):
    """A player whose queue and recent plays both fail."""


def test_of_several_problems_the_one_that_may_cost_plays_is_shown(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = NothingButThePlayer(script=[(0, "A")])
    player.why = TryLaterError("The queue is away.", hint="Wait.")
    looking = watcher(conn, player)
    assert look(looking, player, until_s=10)[-1] == "Spotify is away."
    with other_writer(path):
        assert looking.poll().problem == "Another musicanalyser is writing this database."
