from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Layout
from musicanalyser.stats import overview, streaks
from musicanalyser.timespan import to_ms
from tests.stats.history import SECOND, History, Song, asked, columns, day, figure, part

MONTH = asked("2025-03-01", "2025-04-01")


def _on(history: History, *days: str) -> None:
    for one in days:
        history.play(f"{one} 12:00")


def test_the_figures_of_both_windows_stand_side_by_side(history: History) -> None:
    _on(history, "2025-03-03", "2025-03-04", "2025-03-05", "2025-03-10", "2025-03-31")
    _on(history, "2025-02-01", "2025-02-27")
    report = streaks.answer(history.conn, MONTH)
    assert report.layout is Layout.FIGURES
    assert report.rows == (
        ("the window", 1, 3, day("2025-03-03"), day("2025-03-05"), 5, 31, 5 / 31, 1, 2),
        ("previous 31 days", None, 1, day("2025-02-27"), day("2025-02-27"), 2, 31, 2 / 31, 1, 2),
    )


def test_the_longest_streaks_are_listed_of_equals_the_latest_first(history: History) -> None:
    _on(history, "2025-03-03", "2025-03-04", "2025-03-10", "2025-03-11", "2025-03-20")
    report = streaks.answer(history.conn, MONTH)
    assert part(report, "longest-streaks").rows == (
        (2, day("2025-03-10"), day("2025-03-11")),
        (2, day("2025-03-03"), day("2025-03-04")),
        (1, day("2025-03-20"), day("2025-03-20")),
    )
    short = streaks.answer(history.conn, replace(MONTH, limit=1))
    assert len(part(short, "longest-streaks").rows) == 1


def test_the_longest_streak_is_cut_at_the_window_and_the_current_one_is_not(
    history: History,
) -> None:
    _on(history, "2025-02-26", "2025-02-27", "2025-02-28", "2025-03-01", "2025-03-02")
    report = streaks.answer(history.conn, replace(MONTH, today=date(2025, 3, 2)))
    assert columns(report, "current_streak_days", "longest_streak_days")[0] == (5, 2)


def test_a_play_later_than_now_is_in_no_streak(history: History) -> None:
    history.play("2025-03-15 12:00")
    history.play("2025-03-16 18:00")
    now = datetime(2025, 3, 16, 9, tzinfo=history.zone)
    question = replace(asked("2025-03-10", "2025-03-17"), now_ms=to_ms(now))
    report = streaks.answer(history.conn, question)
    assert columns(report, "current_streak_days", "active_days")[0] == (1, 1)


def test_the_current_streak_counts_from_yesterday_if_today_has_none_yet(history: History) -> None:
    _on(history, "2025-03-01", "2025-03-02")
    for today, days in ((2, 2), (3, 2), (4, 0)):
        report = streaks.answer(history.conn, replace(MONTH, today=date(2025, 3, today)))
        assert figure(report, "current_streak_days") == days


def test_a_window_that_ends_before_today_has_no_current_streak(history: History) -> None:
    _on(history, "2025-03-10", "2025-04-29", "2025-04-30")
    today = asked("2025-04-30", "2025-05-01")
    for answer in (streaks.answer, overview.answer):
        ended = answer(history.conn, replace(MONTH, today=today.today))
        assert figure(ended, "current_streak_days") is None
        going_on = answer(history.conn, today)
        assert figure(going_on, "current_streak_days") == 2


def test_an_active_day_has_a_counted_play(history: History) -> None:
    history.play("2025-03-10 12:00", 30 * SECOND)
    history.play("2025-03-11 12:00", 29 * SECOND)
    history.play("2025-03-12 12:00", 31 * SECOND, private=True)
    question = replace(MONTH, today=date(2025, 3, 12))
    names = ("active_days", "current_streak_days")
    assert columns(streaks.answer(history.conn, question), *names)[0] == (1, 0)
    question = replace(question, count_as=CountAs.ANY)
    assert columns(streaks.answer(history.conn, question), *names)[0] == (2, 2)
    question = replace(question, private=True)
    assert columns(streaks.answer(history.conn, question), *names)[0] == (3, 3)


def test_a_window_with_short_plays_alone_has_no_active_day_but_is_not_empty(
    history: History,
) -> None:
    history.play("2025-03-11 12:00", 29 * SECOND)
    report = streaks.answer(history.conn, MONTH)
    assert report.rows[0][1:] == (0, 0, None, None, 0, 31, 0.0, 0, 1)
    assert part(report, "longest-streaks").rows == ()


def test_a_streak_goes_on_over_new_year_and_a_change_of_the_clock(history: History) -> None:
    _on(history, "2024-12-31", "2025-01-01", "2025-03-29", "2025-03-30", "2025-03-31")
    report = streaks.answer(history.conn, asked("2024-12-01", "2025-04-01"))
    assert part(report, "longest-streaks").rows == (
        (3, day("2025-03-29"), day("2025-03-31")),
        (2, day("2024-12-31"), day("2025-01-01")),
    )
    assert figure(report, "current_streak_days") == 3


def test_a_play_across_midnight_makes_one_day_active(history: History) -> None:
    history.play("2025-03-10 23:59")
    assert figure(streaks.answer(history.conn, MONTH), "active_days") == 1


def test_days_after_today_are_not_held_against_anybody(history: History) -> None:
    _on(history, "2025-03-01")
    report = streaks.answer(history.conn, replace(MONTH, today=date(2025, 3, 4)))
    assert columns(report, "days", "active_share")[0] == (4, 0.25)


def test_all_time_begins_with_the_first_music(history: History) -> None:
    history.play("2025-03-09 12:00", song=Song(kind="podcast", uri="x:1"))
    history.play("2025-03-10 12:00", 1 * SECOND)
    _on(history, "2025-03-13")
    report = streaks.answer(history.conn, asked(None, "2025-03-14"))
    assert columns(report, "active_days", "days", "active_share") == [(1, 4, 0.25)]


def test_a_window_that_ends_where_clocks_skip_midnight_ends_with_the_day_before() -> None:
    zone = ZoneInfo("America/Sao_Paulo")  # 2017-10-15 began at one o'clock
    history = History(zone)
    history.play("2017-10-14 12:00")
    question = replace(asked("2017-10-14", "2017-10-15 01:00", zone), today=date(2017, 10, 14))
    report = streaks.answer(history.conn, question)
    history.close()
    assert columns(report, "days", "current_streak_days")[0] == (1, 1)


def test_the_eddington_number_and_the_days_to_the_next_are_of_counted_plays(
    history: History,
) -> None:
    for on, plays in (("10", 4), ("11", 3), ("12", 3), ("13", 1)):
        for minute in range(plays):
            history.play(f"2025-03-{on} 08:{10 * minute:02}")
        history.play(f"2025-03-{on} 20:00", 10 * SECOND)
    answer = streaks.answer(history.conn, MONTH)
    assert figure(answer, "eddington_days") == 3
    assert figure(answer, "eddington_missing_days") == 3


def test_the_share_is_that_of_known_days(history: History) -> None:
    _on(history, "2025-03-10", "2025-03-11")
    history.know_span("2025-03-10 12:00", "2025-03-14 12:00")
    report = streaks.answer(history.conn, MONTH)
    assert columns(report, "active_days", "days", "active_share")[0] == (2, 5, 0.4)
