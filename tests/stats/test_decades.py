from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.stats import decades
from musicanalyser.stats.decades import first_recent_year
from musicanalyser.timespan import Window
from tests.stats.history import MINUTE, History, asked, part
from tests.stats.known_songs import other_id, play, released

WEEK = asked("2025-03-10", "2025-03-17")


def test_decades_hold_the_time_of_what_was_released_in_them(history: History) -> None:
    for title, minutes, year in (("a", 10, 1999), ("b", 20, 1990), ("c", 10, 2000)):
        play(history, title, minutes)
        released(history, title, year)
    play(history, "d", 10, "2025-03-05 08:00")
    released(history, "d", 1989)
    assert decades.answer(history.conn, WEEK).rows == (
        ("1980s", 0, 0.0, 1.0, -1.0),
        ("1990s", 30 * MINUTE, 0.75, 0.0, 0.75),
        ("2000s", 10 * MINUTE, 0.25, 0.0, 0.25),
    )


def test_the_median_and_what_is_recent_are_weighted_by_time(history: History) -> None:
    for title, minutes, year in (
        ("a", 30, 1999),
        ("b", 20, 2024),
        ("c", 30, 2025),
        ("d", 20, 2023),
    ):
        play(history, title, minutes)
        released(history, title, year)
    assert part(decades.answer(history.conn, WEEK), "release-years").rows == (
        ("the window", 2023, 0.5, 1.0),
        ("previous 7 days", None, None, None),
    )


def test_the_last_two_years_are_those_in_which_the_window_ends(history: History) -> None:
    play(history, "a", 10, "2024-12-31 08:00")
    play(history, "a", 10, "2024-12-24 08:00")
    released(history, "a", 2023)
    turn = asked("2024-12-25", "2025-01-01")
    assert [row[2] for row in part(decades.answer(history.conn, turn), "release-years").rows] == [
        1.0,
        1.0,
    ]
    zone = ZoneInfo("Europe/Berlin")
    until = datetime(2025, 1, 1, 0, 1, tzinfo=zone)
    assert first_recent_year(Window(label="", since=None, until=until, zone=zone)) == 2024


def test_a_song_came_out_when_the_first_of_its_ids_did(history: History) -> None:
    history.play("2025-03-12 08:00", song=other_id("a", "x:remaster"))
    history.play("2024-03-12 08:00", song=other_id("a", "x:original"))
    released(history, "remaster", 2011)
    released(history, "original", 1971)
    assert [row[0] for row in decades.answer(history.conn, WEEK).rows] == ["1970s"]


@pytest.mark.parametrize("unknown", [None, 0])
def test_no_year_is_unknown_and_no_old_one(history: History, unknown: int | None) -> None:
    play(history, "a", 30)
    play(history, "b", 10)
    released(history, "a", 1999)
    released(history, "b", unknown)
    report = decades.answer(history.conn, WEEK)
    assert report.coverage is not None
    assert report.coverage.share == 0.75
    assert [row[0] for row in report.rows] == ["1990s"]


def test_the_source_is_credited(history: History) -> None:
    play(history, "a", 10)
    released(history, "a", 1999)
    assert decades.answer(history.conn, WEEK).credits[0].startswith("Release years: MusicBrainz")


@pytest.mark.parametrize(("year", "rows"), [(1899, 0), (1900, 1), (2025, 1), (2026, 0), (2061, 0)])
def test_a_year_that_cannot_be_is_unknown(history: History, year: int, rows: int) -> None:
    play(history, "a", 30)
    released(history, "a", year)
    assert len(decades.answer(history.conn, WEEK).rows) == rows
