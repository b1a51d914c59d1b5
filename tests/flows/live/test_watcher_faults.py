"""A watch goes on whatever Spotify or the machine refuses, and loses nothing known."""

import sqlite3
from contextlib import closing
from pathlib import Path

from musicanalyser.errors import Error, TryLaterError
from musicanalyser.flows.live.failure_waits import FailureWaits
from musicanalyser.model.evidence import Sighting
from musicanalyser.store.connection import open_writing
from tests.flows.live.test_watcher_failures import HOUR_S, PLAYS, TWO_SONGS, look, watcher
from tests.flows.players import Player

HEARD = [("Song A", 200_000), ("Song B", 60_000)]
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


def test_a_refusal_that_lasts_is_met_ever_more_rarely() -> None:
    waits = FailureWaits()
    waits_s = [waits.wait_ms(REFUSED, now_ms=0) / 1_000 for _ in range(9)]
    assert waits_s == [5, 10, 20, 30, 60, 120, 300, 300, 300]
    waits.reset()
    assert waits.wait_ms(TryLaterError("Away.", hint="Wait."), now_ms=0) == 5_000


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
