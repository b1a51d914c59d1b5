"""A small window is cheap, however long the history is; measured in steps of SQLite."""

from collections.abc import Iterator
from contextlib import closing
from itertools import count

import pytest

from musicanalyser.stats import STATS
from tests.stats.history import HOUR, MINUTE, History, Song, asked

WEEK = asked("2025-03-10", "2025-03-17")
SONGS = [Song(title=f"t{one}", artist=f"a{one % 7}", uri=f"x:{one}") for one in range(50)]
FIRST_MS = 1_560_000_000_000
"""So early that the last old play is more than a year before the week."""
STEPS_A_TICK = 100
OF_EVERY_YEAR = "on-this-day"
"""It is about one week of each year, so that more years are more weeks."""

OF_ALL_PLAYS = "fatigue"
"""It follows each loved track from its first play on."""


def _history(old_plays: int) -> History:
    history = History()
    history.know(*SONGS)
    for one in range(old_plays):
        started_ms = FIRST_MS + one * 4 * HOUR
        song = SONGS[one % len(SONGS)]
        history.play_at(started_ms, MINUTE, song=song, ended_ms=started_ms + MINUTE)
    for one in range(14 * 24):
        history.play(f"2025-03-{3 + one // 24:02} {one % 24:02}:30", song=SONGS[one % len(SONGS)])
    return history


@pytest.fixture(scope="module")
def short() -> Iterator[History]:
    with closing(_history(200)) as history:
        yield history


@pytest.fixture(scope="module")
def long() -> Iterator[History]:
    with closing(_history(8_000)) as history:
        yield history


def _steps(history: History, name: str) -> int:
    ticks = count()
    history.conn.set_progress_handler(lambda: next(ticks) and 0, STEPS_A_TICK)
    STATS[name].answer(history.conn, WEEK)
    history.conn.set_progress_handler(None, STEPS_A_TICK)
    return next(ticks)


@pytest.mark.parametrize("name", sorted({*STATS} - {OF_EVERY_YEAR, OF_ALL_PLAYS}))
def test_a_week_takes_no_more_steps_in_a_long_history(
    name: str, short: History, long: History
) -> None:
    assert _steps(long, name) <= 1.2 * _steps(short, name) + 10


def test_the_same_week_of_each_year_takes_a_week_for_each_year(
    short: History, long: History
) -> None:
    """The long history has music in this week of four years, the short one in one."""
    assert _steps(long, OF_EVERY_YEAR) <= 4 * _steps(short, OF_EVERY_YEAR)


def test_loved_tracks_are_followed_in_so_many_steps_for_each_play(long: History) -> None:
    plays = 8_000 + 14 * 24
    assert _steps(long, OF_ALL_PLAYS) * STEPS_A_TICK <= 200 * plays
