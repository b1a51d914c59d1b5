from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from musicanalyser.stats.milestones import answer
from musicanalyser.timespan import to_ms
from tests.stats.history import HOUR, MINUTE, History, Song, asked, figure, part, records

MARCH = asked("2025-03-01", "2025-04-01")
FIRST = datetime(2025, 1, 1, 8, tzinfo=UTC)
ARIA = Song(title="Aria", uri="x:1")


def _play(history: History, count: int, *, every: timedelta, heard_ms: int = 3 * MINUTE) -> None:
    """Add plays of one song at even distances."""
    for one in range(count):
        started_ms = to_ms(FIRST + one * every)
        history.play_at(started_ms, heard_ms, song=ARIA, ended_ms=started_ms + heard_ms)


def _reached(history: History, kind: str) -> list[tuple[date, int]]:
    rows = records(part(answer(history.conn, replace(MARCH, limit=50)), "reached"))
    return [(one["day"], one["count"]) for one in rows if one["milestone"] == kind]


def test_the_hundredth_play_of_a_track_is_reached_on_its_day(history: History) -> None:
    _play(history, 101, every=timedelta(hours=20))
    hundredth = (FIRST + 99 * timedelta(hours=20)).date()
    assert _reached(history, "Track plays") == [(hundredth, 100)]


def test_the_thousandth_play_is_reached_on_its_day(history: History) -> None:
    _play(history, 1_010, every=timedelta(hours=2))
    assert _reached(history, "Plays") == [((FIRST + 999 * timedelta(hours=2)).date(), 1_000)]


def test_a_hundred_hours_with_an_artist_are_reached_with_the_play_that_fills_them(
    history: History,
) -> None:
    _play(history, 80, every=timedelta(days=1), heard_ms=2 * HOUR)
    fiftieth = (FIRST + 49 * timedelta(days=1)).date()
    question = asked("2025-02-01", "2025-03-01")
    rows = records(part(answer(history.conn, question), "reached"))
    found = {one["milestone"]: (one["day"], one["artist"]) for one in rows}
    assert found == {"Hours": (fiftieth, "Ada"), "Artist hours": (fiftieth, "Ada")}


def test_milestones_before_and_after_the_window_are_not_in_it(history: History) -> None:
    _play(history, 101, every=timedelta(hours=20))
    for since, until in (("2025-01-01", "2025-03-01"), ("2025-04-01", "2025-05-01")):
        rows = records(part(answer(history.conn, asked(since, until)), "reached"))
        assert [one for one in rows if one["milestone"] == "Track plays"] == []


def test_plays_so_far_are_those_up_to_the_end_of_each_window(history: History) -> None:
    _play(history, 90, every=timedelta(days=1))
    report = answer(history.conn, MARCH)
    assert [row[1] for row in report.rows] == [90, 59]


def test_later_plays_are_not_known_in_advance(history: History) -> None:
    _play(history, 120, every=timedelta(hours=20))
    now = datetime(2025, 3, 10, tzinfo=UTC)
    question = replace(MARCH, now_ms=to_ms(now), today=now.date())
    report = answer(history.conn, question)
    assert figure(report, "plays") == sum(
        FIRST + one * timedelta(hours=20) < now for one in range(120)
    )
    assert records(part(report, "reached")) == []


def test_what_is_missing_comes_when_the_pace_says(history: History) -> None:
    """One play a day for ninety days: the 100th comes on the tenth day after."""
    _play(history, 90, every=timedelta(days=1))
    question = asked("2025-03-01", "2025-04-01")
    rows = records(part(answer(history.conn, question), "next"))
    (one,) = [row for row in rows if row["milestone"] == "Track plays"]
    assert (one["count"], one["missing_plays"], one["title"]) == (100, 10, "Aria")
    assert one["expected_day"] == date(2025, 4, 10)


@pytest.mark.parametrize("more", [20, 40])
def test_a_forecast_comes_true_if_nothing_changes(more: int, history: History) -> None:
    _play(history, 90 + more, every=timedelta(days=1))
    question = asked("2025-03-01", "2025-04-01")
    question = replace(question, now_ms=question.window.until_ms)
    (expected,) = [
        row["expected_day"]
        for row in records(part(answer(history.conn, question), "next"))
        if row["milestone"] == "Track plays"
    ]
    later = records(part(answer(history.conn, asked("2025-04-01", "2025-06-01")), "reached"))
    (reached,) = [row["day"] for row in later if row["milestone"] == "Track plays"]
    assert abs((reached - expected).days) <= 1


def test_without_a_pace_nothing_is_expected_of_a_track(history: History) -> None:
    _play(history, 50, every=timedelta(hours=1))
    history.play("2025-12-01 08:00", song=Song(title="Other", uri="x:2"))
    question = asked("2025-12-01", "2025-12-31")
    rows = records(part(answer(history.conn, question), "next"))
    assert "Aria" not in [one["title"] for one in rows]


def test_anniversaries_are_of_the_first_play_and_of_close_artists(history: History) -> None:
    history.play("2022-03-14 08:00")
    history.play("2023-03-20 08:00", 5 * MINUTE, song=Song(artist="Bert", uri="x:2"))
    history.play("2025-03-30 08:00")
    report = answer(history.conn, MARCH)
    rows = [
        (one["day"].day, one["milestone"], one["count"], one["artist"])
        for one in records(part(report, "reached"))
    ]
    assert rows == [
        (20, "Artist years", 2, "Bert"),
        (14, "Years", 3, None),
        (14, "Artist years", 3, "Ada"),
    ]
    following = records(part(report, "next"))
    assert (following[0]["expected_day"], following[0]["count"]) == (date(2026, 3, 14), 4)


def test_the_29th_of_february_is_celebrated_on_the_1st_of_march(history: History) -> None:
    history.play("2024-02-29 08:00")
    history.play("2025-03-30 08:00")
    days = [one["day"] for one in records(part(answer(history.conn, MARCH), "reached"))]
    assert days == [date(2025, 3, 1)] * 2
