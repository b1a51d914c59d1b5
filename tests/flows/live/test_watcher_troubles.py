"""A watch whose surroundings fail it: a busy database, a clock that was set, a refused question."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.errors import Error, LockedError, NotSignedInError, TryLaterError
from musicanalyser.flows import timezone
from musicanalyser.flows.live.call_budget import CallBudget
from musicanalyser.flows.live.ingest import ingest
from musicanalyser.flows.live.watcher import Watcher
from musicanalyser.listening.tracking.policies import PollingPolicy
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.player import Upcoming
from musicanalyser.spotify.call_limiter import ApiCall
from musicanalyser.store import settings
from musicanalyser.store.connection import open_writing, transaction
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.players import START_MS, Player, recent

VIENNA, TOKYO = ZoneInfo("Europe/Vienna"), ZoneInfo("Asia/Tokyo")
PLAYS = "select title, heard_ms from v_plays order by started_ms"
TWO_SONGS: list[tuple[float, str | None]] = [(0, None), (20, "A"), (220, "B"), (280, "C")]
HOUR_S = 3_600


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "history.db"


@pytest.fixture
def conn(path: Path) -> Iterator[sqlite3.Connection]:
    with closing(open_writing(path)) as opened:
        yield opened


@contextmanager
def busy(path: Path) -> Iterator[None]:
    """Let another process write for as long as the block runs."""
    with closing(open_writing(path)) as other:
        other.execute("begin immediate")
        yield
        other.execute("rollback")


def watcher(conn: sqlite3.Connection, player: Player) -> Watcher:
    budget = CallBudget(conn, calls_per_day=1_200, now=player.now)
    made = Watcher(conn, player, budget, policy=PollingPolicy.ECON, zone=VIENNA, now=player.now)
    conn.execute("pragma busy_timeout = 1")
    return made


def look(looking: Watcher, player: Player, *, until_s: float) -> list[str | None]:
    """Look until a second is reached; return the troubles."""
    troubles = []
    while player.now_s < until_s:
        step = looking.poll()
        troubles.append(step.problem)
        player.sleep_ms(step.wait_ms)
    return troubles


def test_what_is_seen_while_another_process_writes_is_kept_as_soon_as_it_has_ended(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=190)
    with busy(path):
        troubles = look(looking, player, until_s=300)
    assert set(troubles) == {"Another musicanalyser is writing this database."}
    assert conn.execute(PLAYS).fetchall() == []
    step = looking.poll()
    assert [play.item.title for play in step.finished] == ["Song A", "Song B"]
    assert conn.execute(PLAYS).fetchall() == [("Song A", 200_000), ("Song B", 60_000)]


def test_a_play_is_told_of_once(conn: sqlite3.Connection) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    finished = []
    while player.now_s < 400:
        step = looking.poll()
        finished += [play.item.title for play in step.finished]
        player.sleep_ms(step.wait_ms)
    assert finished == ["Song A", "Song B"]


def test_after_a_blind_spell_the_recent_plays_are_read(conn: sqlite3.Connection) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=60)
    player.now_s += 90
    assert looking.poll().gap_ms > 90_000
    assert player.asked.count("recent") == 2


def test_trouble_that_is_over_is_forgotten(conn: sqlite3.Connection) -> None:
    away = TryLaterError("Spotify is away.", hint="Wait.")
    player = Player(script=[(0, None)], failures=[away, away, None, None, away])
    looking = watcher(conn, player)
    waits_ms = [looking.poll().wait_ms for _ in range(4)]
    assert waits_ms == [5_000, 10_000, 15_000, 5_000]


def test_fifty_new_rows_miss_nothing_if_what_is_known_reaches_into_them(
    conn: sqlite3.Connection,
) -> None:
    player = Player(script=[(0, None)], rows=[recent("Z", ended_s=-60)])
    clock = LocalClock(VIENNA)
    ingest(conn, player, clock=clock, now=player.now)
    player.rows = [recent(f"T{number}", ended_s=-240 * number - 30) for number in range(50)]
    assert ingest(conn, player, clock=clock, now=player.now).missing_since_ms is None


def test_a_watch_that_is_killed_while_another_process_writes_doubles_nothing(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=190)
    with busy(path):
        look(looking, player, until_s=300)
    look(watcher(conn, player), player, until_s=310)
    titles = [title for title, _ in conn.execute(PLAYS)]
    assert len(titles) == len(set(titles))


def test_a_watch_does_not_wait_long_for_whoever_writes(conn: sqlite3.Connection) -> None:
    player = Player(script=TWO_SONGS)
    budget = CallBudget(conn, calls_per_day=1_200, now=player.now)
    Watcher(conn, player, budget, policy=PollingPolicy.ECON, zone=VIENNA, now=player.now)
    (waits_ms,) = conn.execute("pragma busy_timeout").fetchone()
    assert 0 < waits_ms <= 1_000


def test_a_refusal_stops_every_call_although_it_cannot_be_written_down(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    conn.execute("pragma busy_timeout = 1")
    budget = CallBudget(conn, calls_per_day=1_200, now=player.now)
    with busy(path):
        budget.record(ApiCall(endpoint="player", at_ms=START_MS, status=429, retry_after_s=90))
        with pytest.raises(TryLaterError) as caught:
            budget.check("player")
        assert budget.usage().used == 1
    assert caught.value.until_ms == START_MS + 90_000
    player.now_s = 91
    budget.record(ApiCall(endpoint="player", at_ms=START_MS + 91_000, status=200))
    again = CallBudget(conn, calls_per_day=1_200, now=player.now)
    assert (again.usage().used, budget.usage().used) == (2, 2)
    assert settings.number(conn, settings.BLOCKED_UNTIL_MS) == START_MS + 90_000


class NoQueue(Player):
    """A player that does not tell what follows, for the reason in ``why``."""

    why: Error

    def upcoming(self) -> Upcoming:
        self.asked.append("queue")
        raise self.why


def test_whoever_may_not_ask_for_the_queue_watches_without_it(conn: sqlite3.Connection) -> None:
    player = NoQueue(script=TWO_SONGS)
    player.why = Error("Spotify does not allow this (HTTP 403).", hint="Check your app.")
    troubles = look(watcher(conn, player), player, until_s=300)
    assert conn.execute(PLAYS).fetchall() == [("Song A", 200_000), ("Song B", 60_000)]
    assert player.asked.count("queue") == 1
    told = "No access to the queue, some skips go unseen: Spotify does not allow this (HTTP 403)."
    assert set(troubles[-10:]) == {told}


def test_a_sign_in_that_ends_in_the_midst_of_a_look_ends_the_watch(
    conn: sqlite3.Connection,
) -> None:
    player = NoQueue(script=TWO_SONGS)
    player.why = NotSignedInError("Ended.", hint="Sign in.")
    with pytest.raises(NotSignedInError):
        look(watcher(conn, player), player, until_s=300)


def test_a_queue_that_is_away_does_not_keep_the_recent_plays_from_being_read(
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


def test_a_list_that_is_away_for_hours_is_not_asked_for_at_every_look(
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
    settings.put(conn, settings.INGESTED_MS, str(START_MS + 10**10))
    look(looking, player, until_s=400)
    assert player.asked.count("recent") == 2


def test_a_block_from_a_time_that_has_not_come_is_of_a_clock_that_was_set_back(
    conn: sqlite3.Connection,
) -> None:
    player = Player(script=[(0, None)], now_s=400 * 24 * HOUR_S)
    budget = CallBudget(conn, calls_per_day=1_200, now=player.now)
    for _ in range(1_300):
        at_ms = START_MS + round(1000 * player.now_s)
        budget.record(ApiCall(endpoint="player", at_ms=at_ms, status=429, retry_after_s=50))
    player.now_s = 0
    budget.check("player")


def test_so_few_calls_cannot_have_been_the_quota_that_nothing_could_be_asked_any_more(
    conn: sqlite3.Connection,
) -> None:
    player = Player(script=[(0, None)])
    budget = CallBudget(conn, calls_per_day=1_200, now=player.now)
    budget.record(
        ApiCall(endpoint="player", at_ms=START_MS, status=429, retry_after_s=9, quota=True)
    )
    assert budget.usage().allowed == 50


def test_days_stay_those_of_one_zone_while_another_command_lives_in_another(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=240)
    assert timezone.settle(path, TOKYO)
    look(looking, player, until_s=310)
    assert player.asked.count("recent") == 1
    zone = settings.get(conn, settings.TIMEZONE)
    clock = LocalClock(ZoneInfo(zone or ""))
    rows = conn.execute("select started_ms, local_day, local_hour from v_plays").fetchall()
    assert len(rows) == 2
    for started_ms, *day_and_hour in rows:
        assert tuple(day_and_hour) == clock.day_and_hour(started_ms)


def test_a_play_that_the_list_confirms_is_not_one_that_came_late(conn: sqlite3.Connection) -> None:
    player = Player(script=TWO_SONGS)
    look(watcher(conn, player), player, until_s=310)
    player.rows = [recent("A", ended_s=219), recent("B", ended_s=281), recent("Z", ended_s=-900)]
    found = ingest(conn, player, clock=LocalClock(VIENNA), now=player.now)
    assert (found.new, found.merged, found.late) == (1, 2, 1)


def test_a_list_that_cannot_be_written_down_is_read_again(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=[(0, None)], rows=[recent("A", ended_s=-100)])
    conn.execute("pragma busy_timeout = 1")
    with busy(path), pytest.raises(LockedError):
        ingest(conn, player, clock=LocalClock(VIENNA), now=player.now)
    found = ingest(conn, player, clock=LocalClock(VIENNA), now=player.now)
    assert found == replace(found, rows=1, new=1)
    with transaction(conn):
        assert conn.execute(PLAYS).fetchall() == [("Song A", 200_000)]
