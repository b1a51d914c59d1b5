"""A watch goes on whatever Spotify or the machine refuses, and loses nothing known."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.errors import Error, TryLaterError
from musicanalyser.flows.live.failure_waits import FailureWaits
from musicanalyser.model.evidence import Sighting
from musicanalyser.store.connection import open_writing
from musicanalyser.units import HOUR_MS, MINUTE_MS
from tests.flows.live.test_watcher_failures import HOUR_S, PLAYS, TWO_SONGS, look, watcher
from tests.flows.players import START_MS, Player

HEARD = [("Song A", 200_000), ("Song B", 60_000)]
AWAY = TryLaterError("Spotify did not answer.", hint="Wait.")
REFUSED = Error("Spotify does not allow this (HTTP 403).", hint="Check your app.")


def test_a_refused_player_is_polled_again_and_the_play_goes_on(conn: sqlite3.Connection) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=60)
    player.failures = [REFUSED]
    troubles = look(looking, player, until_s=300)
    assert troubles[0] == "Spotify does not allow this (HTTP 403). Check your app."
    assert set(troubles[1:]) == {None}
    assert conn.execute(PLAYS).fetchall() == HEARD


@pytest.mark.parametrize(("failure", "longest_ms"), [(REFUSED, 5 * MINUTE_MS), (AWAY, MINUTE_MS)])
def test_trouble_that_lasts_is_met_ever_more_rarely(failure: Error, longest_ms: int) -> None:
    waits, now_ms, waits_ms = FailureWaits(), START_MS, []
    while now_ms < START_MS + HOUR_MS:
        waits_ms.append(waits.wait_ms(failure, now_ms=now_ms))
        now_ms += waits_ms[-1]
    assert waits_ms == sorted(waits_ms)
    assert (waits_ms[0], waits_ms[-1]) == (5_000, longest_ms)
    assert waits.reset() == len(waits_ms)
    assert waits.wait_ms(failure, now_ms=now_ms) == 5_000


@given(lasts_ms=st.integers(60_000, 10_000_000), failure=st.sampled_from([REFUSED, AWAY]))
def test_the_end_of_trouble_is_noticed_in_a_sixth_of_its_time(
    lasts_ms: int, failure: Error
) -> None:
    waits, now_ms = FailureWaits(), 0
    while now_ms < lasts_ms:
        now_ms += waits.wait_ms(failure, now_ms=now_ms)
    assert now_ms - lasts_ms <= lasts_ms / 6


def test_a_clock_that_is_set_back_in_trouble_begins_the_waits_anew() -> None:
    waits = FailureWaits()
    waits.wait_ms(REFUSED, now_ms=START_MS)
    assert waits.wait_ms(REFUSED, now_ms=START_MS + HOUR_MS) == 5 * MINUTE_MS
    assert waits.wait_ms(REFUSED, now_ms=START_MS - HOUR_MS) == 5_000


class NoList(Player):
    """A player whose list of recent plays is refused for good."""

    def recent(self) -> list[Sighting]:
        self.asked.append("recent")
        raise REFUSED


def test_without_access_to_the_recent_plays_the_watch_goes_on(conn: sqlite3.Connection) -> None:
    player = NoList(script=TWO_SONGS)
    troubles = look(watcher(conn, player), player, until_s=2 * HOUR_S)
    assert conn.execute(PLAYS).fetchall()[:2] == HEARD
    assert player.asked.count("recent") == 2
    assert set(troubles) == {
        "No access to the recent plays: Spotify does not allow this (HTTP 403). Check your app."
    }


def test_what_is_seen_while_the_database_cannot_be_written_is_saved_later(
    conn: sqlite3.Connection,
) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=190)
    conn.execute("pragma query_only = on")
    troubles = look(looking, player, until_s=300)
    assert set(troubles) == {"The database cannot be used: attempt to write a readonly database."}
    conn.execute("pragma query_only = off")
    look(looking, player, until_s=330)
    assert conn.execute(PLAYS).fetchall() == HEARD


def test_while_the_database_is_gone_all_is_kept_and_saved_when_it_is_back(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=190)
    path.rename(path.with_suffix(".away"))
    troubles = look(looking, player, until_s=300)
    assert set(troubles) == {f"{path} is gone; plays are saved when it is back."}
    assert conn.execute(PLAYS).fetchall() == []
    path.with_suffix(".away").rename(path)
    look(looking, player, until_s=310)
    assert conn.execute(PLAYS).fetchall() == HEARD


def test_a_database_that_replaces_the_first_is_written_from_then_on(
    conn: sqlite3.Connection, path: Path
) -> None:
    player = Player(script=TWO_SONGS)
    looking = watcher(conn, player)
    look(looking, player, until_s=190)
    path.unlink()
    for beside in ("-wal", "-shm"):
        path.with_name(path.name + beside).unlink(missing_ok=True)
    open_writing(path).close()
    look(looking, player, until_s=310)
    looking.conn.close()
    with closing(sqlite3.connect(path)) as other:
        assert other.execute(PLAYS).fetchall() == HEARD
