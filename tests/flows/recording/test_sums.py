"""Whatever happens to a history, its sums are those of its plays."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from itertools import count
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.flows.recording.record import record_sightings
from musicanalyser.model.evidence import Observation, Sighting
from musicanalyser.model.origin import Origin
from musicanalyser.store.connection import open_unchecked, open_writing, transaction
from musicanalyser.store.rollups.audit import differing_tables
from musicanalyser.store.rules.settlement import find_all
from musicanalyser.timespan.local_clock import LocalClock
from tests.flows.histories import assert_sound, tables
from tests.flows.recording.changes import Change, apply, changes, exported

_NUMBERS = count()
_FILES = ("history.db", "history.db-wal")
"""What a kill leaves; SQLite makes the index of the log anew."""


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a history in which nothing has happened."""
    folder = tmp_path_factory.mktemp("histories") / "empty"
    folder.mkdir()
    open_writing(folder / _FILES[0]).close()
    return folder


def fresh(empty: Path) -> Path:
    return shutil.copytree(empty, empty.parent / str(next(_NUMBERS)))


@contextmanager
def opened(folder: Path) -> Iterator[sqlite3.Connection]:
    """Open the history in a folder; no power will be cut, so that nothing waits for the disk."""
    with closing(open_writing(folder / _FILES[0])) as conn:
        conn.execute("pragma synchronous = off")
        yield conn


def assert_right(folder: Path) -> None:
    with closing(open_unchecked(folder / _FILES[0])) as conn:
        assert differing_tables(conn) == []
        assert find_all(conn) == ([], [])
        assert conn.execute("select * from changed_plays").fetchall() == []
        assert conn.execute("select * from changed_tracks").fetchall() == []
        assert conn.execute("select * from changed_facts").fetchall() == []


@settings(deadline=None, max_examples=200)
@given(changes)
def test_sums_are_right_after_any_changes(empty: Path, happening: Sequence[Change]) -> None:
    folder = fresh(empty)
    with opened(folder) as conn:
        for change in happening:
            apply(conn, change)
            assert_right(folder)
        assert_sound(conn)
    shutil.rmtree(folder)


def copying_at(statement: int, folder: Path, copy: Path) -> Callable[[str], None]:
    """Return what copies the files before a statement: they are what a kill would leave then."""
    given = count(1)

    def before_each(_: str) -> None:
        if next(given) == statement:
            copy.mkdir()
            for name in _FILES:
                shutil.copy(folder / name, copy / name)

    return before_each


@settings(deadline=None, max_examples=60)
@given(changes, st.data())
def test_a_change_that_is_killed_and_done_again_is_as_if_it_never_was_killed(
    empty: Path, happening: Sequence[Change], data: st.DataObject
) -> None:
    folder = fresh(empty)
    killed = empty.parent / f"{folder.name}-killed"
    with opened(folder) as conn:
        for change in happening[:-1]:
            apply(conn, change)
        statement = data.draw(st.integers(1, 80))
        conn.set_trace_callback(copying_at(statement, folder, killed))
        apply(conn, happening[-1])
        conn.set_trace_callback(None)
        expected = tables(conn)
    if killed.exists():
        with opened(killed) as conn:
            assert_right(killed)
            apply(conn, happening[-1])
            assert_right(killed)
            assert tables(conn) == expected
        shutil.rmtree(killed)
    shutil.rmtree(folder)


def told(play: int, length_ms: int) -> Sighting:
    """Return a watched row that says how long the track of a play is."""
    one = exported(play)
    heard = Observation(
        started_ms=one.ended_ms - one.played_ms,
        length_ms=length_ms,
        low_ms=one.played_ms,
        high_ms=one.played_ms,
        confidence=0.9,
    )
    return one._replace(origin=Origin.PLAYER, row=None, observation=heard)


def test_a_length_that_changes_twice_at_once_counts_scrobbles_as_once(empty: Path) -> None:
    folder = fresh(empty)
    clock = LocalClock(ZoneInfo("Europe/Vienna"))
    short = exported(0)._replace(played_ms=100_000, reason_end="fwdbtn")
    with opened(folder) as conn:
        with transaction(conn):
            record_sightings(conn, [short], file_id=None, clock=clock)
        with transaction(conn):
            for play, length_ms in ((3, 190_000), (4, 300_000)):
                record_sightings(conn, [told(play, length_ms)], file_id=None, clock=clock)
        assert_right(folder)
    shutil.rmtree(folder)


def started(play: int) -> Sighting:
    """Return the row of a play that was left at once."""
    one = exported(play)
    return one._replace(ended_ms=one.ended_ms - one.played_ms, played_ms=0)


def test_a_row_beside_plays_of_a_song_that_gets_another_name_is_one_play(empty: Path) -> None:
    folder = fresh(empty)
    clock = LocalClock(ZoneInfo("Europe/Vienna"))
    heard = [exported(play) for play in range(16) if play not in {0, 9}]
    renaming = started(9)._replace(item=exported(9).item._replace(title="Paper Boats"))
    with opened(folder) as conn:
        for found in (heard, [started(0), renaming]):
            with transaction(conn):
                record_sightings(conn, found, file_id=None, clock=clock)
        assert conn.execute("select count(*) from plays").fetchone() == (16,)
        assert_right(folder)
    shutil.rmtree(folder)


def on_album(album: str, number: int, started_min: int) -> Sighting:
    """Return the row of a play of three minutes of a song of an album."""
    one = exported(0)
    item = one.item._replace(
        uri=f"spotify:{album}:{number}", title=f"{album} {number}", album=album
    )
    ended_ms = one.ended_ms + started_min * 60_000 + 180_000
    return one._replace(item=item, ended_ms=ended_ms, played_ms=180_000)


def test_new_plays_part_an_album_and_both_parts_are_runs(empty: Path) -> None:
    folder = fresh(empty)
    clock = LocalClock(ZoneInfo("Europe/Vienna"))
    tide = [on_album("Tide", number, 4 * number + 20 * (number > 2)) for number in range(6)]
    between = [on_album("Ebb", number, 12 + 4 * number) for number in range(2)]
    with opened(folder) as conn:
        for found in (tide, between):
            with transaction(conn):
                record_sightings(conn, found, file_id=None, clock=clock)
        assert conn.execute("select plays from album_runs").fetchall() == [(3,), (3,)]
        assert_right(folder)
    shutil.rmtree(folder)
