from dataclasses import replace
from datetime import date

import pytest

from musicanalyser.stats import answer_question
from musicanalyser.stats.on_this_day import answer
from tests.stats.history import MINUTE, History, Song, asked, part, records

DAY = asked("2025-03-14", "2025-03-15")
OLD, NEW = Song(title="Old", uri="x:1"), Song(title="New", uri="x:2")


def test_each_year_has_the_music_of_the_same_day(history: History) -> None:
    history.play("2025-03-14 08:00", 3 * MINUTE, song=NEW)
    history.play("2024-03-14 23:50", 4 * MINUTE, song=OLD)
    history.play("2024-03-15 00:10", 9 * MINUTE, song=NEW)
    history.play("2022-03-14 00:00", 5 * MINUTE, song=OLD)
    history.know_span("2022-01-01 00:00", "2025-03-15 00:00")
    rows = records(answer(history.conn, DAY))
    assert [(one["day"], one["years_ago"], one["heard_ms"], one["title"]) for one in rows] == [
        (date(2025, 3, 14), 0, 3 * MINUTE, "New"),
        (date(2024, 3, 14), 1, 4 * MINUTE, "Old"),
        (date(2023, 3, 14), 2, 0, None),
        (date(2022, 3, 14), 3, 5 * MINUTE, "Old"),
    ]


def test_a_year_of_which_nothing_is_known_is_unknown_and_not_silent(history: History) -> None:
    history.play("2023-03-14 08:00")
    history.play("2025-03-14 08:00")
    history.know_span("2023-01-01 00:00", "2023-12-31 00:00")
    history.know_span("2025-01-01 00:00", "2025-03-15 00:00")
    rows = records(answer(history.conn, DAY))
    assert [one["plays"] for one in rows] == [1, None, 1]


def test_earlier_years_stay_if_the_history_has_ended(history: History) -> None:
    history.play("2024-03-14 08:00")
    history.know_span("2024-01-01 00:00", "2024-12-31 00:00")
    this_year, year_before = records(answer_question(history.conn, "on-this-day", DAY))
    assert (this_year["plays"], year_before["plays"]) == (None, 1)


def test_a_week_is_compared_with_the_same_dates(history: History) -> None:
    history.play("2025-03-12 08:00")
    history.play("2024-03-10 08:00")
    history.play("2024-03-16 20:00")
    history.play("2024-03-17 20:00")
    rows = records(answer(history.conn, asked("2025-03-10", "2025-03-17")))
    assert [(one["day"], one["plays"]) for one in rows] == [
        (date(2025, 3, 10), 1),
        (date(2024, 3, 10), 2),
    ]


@pytest.mark.parametrize("since", [None, "2023-01-01"])
def test_a_window_of_more_than_a_year_shows_its_last_day_and_says_so(
    since: str | None, history: History
) -> None:
    history.play("2025-03-14 08:00")
    history.play("2024-03-14 08:00")
    history.play("2024-03-13 08:00")
    report = answer(history.conn, asked(since, "2025-03-15"))
    assert [one["plays"] for one in records(report)] == [1, 1]
    assert report.notes == ("The window is longer than a year: 14 March is shown.",)


def test_the_29th_of_february_has_no_other_day_in_a_common_year(history: History) -> None:
    for year in range(2020, 2025):
        for day in ("02-28", "03-01", *(["02-29"] if year % 4 == 0 else [])):
            history.play(f"{year}-{day} 08:00")
    rows = records(answer(history.conn, asked("2024-02-29", "2024-03-01")))
    assert [one["day"] for one in rows] == [date(2024, 2, 29), date(2020, 2, 29)]


def test_the_most_heard_tracks_of_each_year_are_listed(history: History) -> None:
    for minute in range(3):
        history.play(f"2024-03-14 08:0{minute}", 1 * MINUTE, song=OLD)
    history.play("2024-03-14 09:00", 2 * MINUTE, song=NEW)
    history.play("2025-03-14 09:00", 2 * MINUTE, song=NEW)
    tracks = records(part(answer(history.conn, DAY), "tracks"))
    assert [(one["day"].year, one["title"]) for one in tracks] == [
        (2025, "New"),
        (2024, "Old"),
        (2024, "New"),
    ]
    first = records(answer(history.conn, replace(DAY, limit=1)))
    assert [one["years_ago"] for one in first] == [0]
