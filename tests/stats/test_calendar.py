from dataclasses import replace

from musicanalyser.stats import answer_question, calendar
from musicanalyser.stats.base.question import DayFigure
from tests.stats.history import FACTS, MINUTE, SECOND, History, Song, asked, column, columns, part

WEEK = asked("2025-03-10", "2025-03-17")


def know_valence(history: History, song: Song, valence: float) -> None:
    history.fact("features", song.uri or "", **{**FACTS["features"], "valence": valence})


def test_every_day_of_the_window_has_a_row(history: History) -> None:
    history.play("2025-03-12 08:00")
    report = calendar.answer(history.conn, WEEK)
    assert [str(day) for day in column(report, "day")] == [
        f"2025-03-{day}" for day in range(10, 17)
    ]


def test_a_known_day_without_music_is_0_and_an_unknown_one_is_unknown(history: History) -> None:
    history.play("2025-03-12 08:00")
    history.know_span("2025-03-11 06:00", "2025-03-13 09:00")
    report = calendar.answer(history.conn, WEEK)
    assert column(report, "heard_ms") == [None, 0, 3 * MINUTE, 0, None, None, None]
    assert column(report, "plays") == [None, 0, 1, 0, None, None, None]
    assert column(report, "skip_rate") == [None, None, 0, None, None, None, None]


def test_a_day_after_today_has_no_row(history: History) -> None:
    history.play("2025-03-12 08:00")
    today = replace(WEEK, today=WEEK.today.replace(month=3, day=12))
    assert len(calendar.answer(history.conn, today).rows) == 3


def test_a_play_belongs_to_the_day_on_which_it_started(history: History) -> None:
    history.play("2025-03-12 23:59", 10 * MINUTE)
    report = calendar.answer(history.conn, WEEK)
    assert [row[1] for row in report.rows if row[1]] == [10 * MINUTE]
    assert report.rows[2][1] == 10 * MINUTE


def test_short_plays_add_time_but_do_not_count(history: History) -> None:
    history.play("2025-03-12 08:00", 10 * SECOND, verdict="skipped")
    report = calendar.answer(history.conn, WEEK)
    assert columns(report, "heard_ms", "plays", "skips", "skip_rate")[2] == (10 * SECOND, 0, 1, 1)


def test_skips_are_unknown_where_no_verdict_is_known(history: History) -> None:
    history.play("2025-03-12 08:00", verdict="unknown")
    report = calendar.answer(history.conn, WEEK)
    assert columns(report, "plays", "skips", "skip_rate")[2] == (1, None, None)


def test_the_mood_is_the_mean_valence_by_time(history: History) -> None:
    sad, happy = Song(title="Sad", uri="x:1"), Song(title="Happy", uri="x:2")
    know_valence(history, sad, 0.1)
    know_valence(history, happy, 0.9)
    history.play("2025-03-12 08:00", 3 * MINUTE, song=sad)
    history.play("2025-03-12 09:00", 1 * MINUTE, song=happy)
    report = calendar.answer(history.conn, WEEK)
    assert column(report, "valence")[2] == 0.3


def test_the_mood_of_a_day_needs_features_for_40_percent_of_it(history: History) -> None:
    known = Song(title="Known", uri="x:1")
    know_valence(history, known, 0.5)
    history.play("2025-03-12 08:00", 39 * SECOND, song=known)
    history.play("2025-03-12 09:00", 61 * SECOND, song=Song(title="Other"))
    history.play("2025-03-13 08:00", 40 * SECOND, song=known)
    history.play("2025-03-13 09:00", 60 * SECOND, song=Song(title="Other"))
    assert column(calendar.answer(history.conn, WEEK), "valence")[2:4] == [None, 0.5]


def test_a_long_window_has_moods_only_where_they_are_shown(history: History) -> None:
    history.play("2025-03-12 08:00")
    long = asked("2024-03-10", "2025-03-17")
    shown = replace(long, show=DayFigure.MOOD)
    assert "valence" not in [one.name for one in calendar.answer(history.conn, long).columns]
    assert "valence" in [one.name for one in calendar.answer(history.conn, shown).columns]


def test_the_average_of_a_weekday_leaves_out_unknown_days(history: History) -> None:
    history.play("2025-03-10 08:00")
    history.know_span("2025-03-10 00:00", "2025-03-12 00:00")
    fortnight = asked("2025-03-10", "2025-03-24")
    weekdays = part(calendar.answer(history.conn, fortnight), "weekdays")
    assert columns(weekdays, "weekday", "mean_ms", "days")[0] == ("Monday", 3 * MINUTE, 1)
    history.know_span("2025-03-17 00:00", "2025-03-18 00:00")
    weekdays = part(calendar.answer(history.conn, fortnight), "weekdays")
    assert columns(weekdays, "weekday", "mean_ms", "days")[0] == ("Monday", 90 * SECOND, 2)


def test_the_best_days_are_ranked_by_what_is_shown(history: History) -> None:
    history.play("2025-03-11 08:00", 9 * MINUTE)
    for minute in (0, 10):
        history.play(f"2025-03-12 08:{minute:02}", 2 * MINUTE)
        history.play(f"2025-03-13 08:{minute:02}", 2 * MINUTE)
    best = {
        show: [
            row[0].day  # type: ignore[union-attr]
            for row in part(
                calendar.answer(history.conn, replace(WEEK, show=show)), "best-days"
            ).rows
        ]
        for show in (DayFigure.TIME, DayFigure.PLAYS)
    }
    assert best == {DayFigure.TIME: [11, 13, 12], DayFigure.PLAYS: [13, 12, 11]}


def test_nothing_is_told_of_a_window_of_which_nothing_is_known(history: History) -> None:
    history.play("2024-03-12 08:00")
    history.know_span("2024-03-12 08:00", "2024-03-12 09:00")
    report = answer_question(history.conn, "calendar", WEEK)
    assert (report.rows, report.parts) == ((), ())


def test_the_window_cuts_its_first_and_its_last_day(history: History) -> None:
    for day in (9, 10, 11, 12, 13):
        history.play(f"2025-03-{day:02} 08:00", 1 * MINUTE)
        history.play(f"2025-03-{day:02} 20:00", 2 * MINUTE)
    report = calendar.answer(history.conn, asked("2025-03-10T12:00", "2025-03-12T12:00"))
    assert columns(report, "heard_ms", "plays") == [
        (2 * MINUTE, 1),
        (3 * MINUTE, 2),
        (1 * MINUTE, 1),
    ]


def test_moods_that_nobody_knows_are_shown_only_if_asked_for(history: History) -> None:
    history.play("2025-03-12 08:00")
    shown = [
        not calendar.answer(history.conn, replace(WEEK, show=show)).columns[-1].detail
        for show in (DayFigure.TIME, DayFigure.MOOD)
    ]
    assert shown == [False, True]
