from musicanalyser.stats import clock
from tests.stats.history import MINUTE, History, asked, column, columns

WEEK = asked("2025-03-10", "2025-03-17")


def test_a_play_across_midnight_is_shared_by_weekdays_and_weekend(history: History) -> None:
    history.play("2025-03-14 23:55", 10 * MINUTE)
    report = clock.answer(history.conn, WEEK)
    rows = columns(report, "hour", "heard_ms", "weekday_ms", "weekend_ms", "plays")
    assert [row for row in rows if row[1]] == [
        (0, 5 * MINUTE, 0, 5 * MINUTE, 0),
        (23, 5 * MINUTE, 5 * MINUTE, 0, 1),
    ]


def test_shares_are_of_all_time_of_weekdays_and_of_the_weekend(history: History) -> None:
    history.play("2025-03-12 08:00", 10 * MINUTE)
    history.play("2025-03-13 09:00", 30 * MINUTE)
    history.play("2025-03-15 09:00", 40 * MINUTE)
    rows = columns(clock.answer(history.conn, WEEK), "share", "weekday_share", "weekend_share")
    assert rows[8:10] == [(1 / 8, 1 / 4, 0), (7 / 8, 3 / 4, 1)]


def test_the_previous_window_is_0_if_known_and_else_unknown(history: History) -> None:
    history.play("2025-03-12 08:00")
    history.know_span("2025-03-12 00:00", "2025-03-13 00:00")
    assert set(column(clock.answer(history.conn, WEEK), "previous_heard_ms")) == {None}
    history.know_span("2025-03-04 00:00", "2025-03-05 00:00")
    assert set(column(clock.answer(history.conn, WEEK), "previous_heard_ms")) == {0}


def test_the_top_hour_is_the_first_of_equals(history: History) -> None:
    history.play("2025-03-12 21:00")
    history.play("2025-03-13 08:00")
    (figures, heatmap) = clock.answer(history.conn, WEEK).parts
    assert columns(figures, "top_hour", "morning_share", "evening_share")[0] == (8, 0.5, 0.5)
    assert [column.name for column in heatmap.columns][1] == "hour"


def test_all_of_the_history_has_no_previous_time(history: History) -> None:
    history.play("2025-03-12 08:00")
    report = clock.answer(history.conn, asked(None, "2025-03-17"))
    assert set(column(report, "previous_heard_ms")) == {None}
    assert len(report.parts[0].rows) == 1
