from dataclasses import replace

import pytest

from musicanalyser.stats import trend
from musicanalyser.stats.base.question import TimeUnit
from tests.stats.history import MINUTE, History, Song, asked, column, columns

WEEK = asked("2025-03-10", "2025-03-17")


@pytest.mark.parametrize(
    ("since", "until", "first", "rows"),
    [
        ("2025-01-01", "2025-03-02", "2025-01-01", 60),
        ("2025-01-01", "2025-03-03", "2025-W01", 9),
        ("2024-01-06", "2025-03-01", "2024-W01", 61),
        ("2024-01-05", "2025-03-01", "2024-01", 14),
        ("2020-01-27", "2025-03-01", "2020-01", 62),
        ("2020-01-26", "2025-03-01", "2020", 6),
    ],
)
def test_the_rows_follow_from_the_length_of_the_window(
    history: History, since: str, until: str, first: str, rows: int
) -> None:
    history.play("2025-02-12 08:00")
    spans = column(trend.answer(history.conn, asked(since, until)), "span")
    assert (spans[0], len(spans)) == (first, rows)


@pytest.mark.parametrize(
    ("unit", "names"),
    [
        (TimeUnit.DAY, ["2024-12-31", "2025-01-01"]),
        (TimeUnit.WEEK, ["2025-W01"]),
        (TimeUnit.MONTH, ["2024-12", "2025-01"]),
        (TimeUnit.YEAR, ["2024", "2025"]),
    ],
)
def test_rows_are_named_as_a_window_is_typed(
    history: History, unit: TimeUnit, names: list[str]
) -> None:
    history.play("2025-01-01 08:00")
    question = replace(asked("2024-12-31", "2025-01-02"), per=unit)
    assert column(trend.answer(history.conn, question), "span") == names


def test_the_window_cuts_the_first_and_the_last_row_short(history: History) -> None:
    history.play("2025-03-12 08:00")
    question = replace(asked("2025-03-12", "2025-04-02"), per=TimeUnit.MONTH)
    rows = columns(trend.answer(history.conn, question), "span", "first_day", "last_day", "days")
    assert [(row[0], str(row[1]), str(row[2]), row[3]) for row in rows] == [
        ("2025-03", "2025-03-12", "2025-03-31", 20),
        ("2025-04", "2025-04-01", "2025-04-01", 1),
    ]


def test_each_day_is_compared_with_the_day_one_window_before(history: History) -> None:
    history.play("2025-01-29 08:00", 5 * MINUTE)
    history.play("2025-03-01 08:00", 3 * MINUTE)
    march = asked("2025-03-01", "2025-04-01")
    rows = columns(trend.answer(history.conn, march), "span", "heard_ms", "previous_heard_ms")
    assert rows[0] == ("2025-03-01", 3 * MINUTE, 5 * MINUTE)


def test_a_row_is_unknown_only_if_none_of_its_days_is_known(history: History) -> None:
    history.play("2025-03-12 08:00")
    history.know_span("2025-03-12 00:00", "2025-03-13 00:00")
    question = replace(asked("2025-03-03", "2025-03-17"), per=TimeUnit.WEEK)
    rows = columns(
        trend.answer(history.conn, question), "heard_ms", "plays", "new_artists", "known_days"
    )
    assert rows == [(None, None, None, 0), (3 * MINUTE, 1, 1, 2)]


def test_an_artist_is_new_on_the_day_of_the_first_counted_play(history: History) -> None:
    ben = Song(title="One", artist="Ben")
    history.play("2025-03-01 08:00")
    history.play("2025-03-11 08:00", song=ben, heard_ms=5_000)
    history.play("2025-03-12 08:00", song=ben)
    history.play("2025-03-13 08:00", song=ben)
    history.play("2025-03-13 09:00")
    rows = columns(trend.answer(history.conn, WEEK), "span", "new_artists")
    assert [row for row in rows if row[1]] == [("2025-03-12", 1)]
