"""Where nothing is known, an answer has no 0, no change and no streak."""

from dataclasses import replace
from datetime import date

from musicanalyser.report import Known
from musicanalyser.stats import answer_question
from tests.stats.history import History, asked, columns, day, figure
from tests.stats.known_songs import play, released

WEEK = asked("2025-03-10", "2025-03-17")


def known_from_to(history: History, first: str, last: str) -> None:
    """Play one song at noon of two days, between which the history knows everything."""
    for one in (first, last):
        history.play(f"{one} 12:00")
    history.know_span(f"{first} 12:00", f"{last} 12:03")


def test_a_window_wholly_known_has_changes_and_no_note(history: History) -> None:
    known_from_to(history, "2025-03-03", "2025-03-16")
    report = answer_question(history.conn, "overview", WEEK)
    assert report.known == Known(since=day("2025-03-03"), until=day("2025-03-16"), days=7, of=7)
    assert report.is_comparable
    assert report.notes == ()


def test_a_history_that_ends_before_the_window_says_until_when_it_knows(history: History) -> None:
    known_from_to(history, "2025-03-03", "2025-03-12")
    report = answer_question(history.conn, "streaks", WEEK)
    assert report.known == Known(since=day("2025-03-03"), until=day("2025-03-12"), days=3, of=7)
    assert report.notes[0] == "Known until 2025-03-12."
    assert not report.is_comparable
    assert columns(report, "active_days", "current_streak_days") == [(1, None), (1, None)]


def test_days_to_come_are_not_missing(history: History) -> None:
    known_from_to(history, "2025-03-03", "2025-03-12")
    today = replace(WEEK, today=date(2025, 3, 12))
    report = answer_question(history.conn, "streaks", today)
    assert report.known == Known(since=day("2025-03-03"), until=day("2025-03-12"), days=3, of=3)
    assert figure(report, "current_streak_days") == 1


def test_a_history_known_until_yesterday_has_a_current_streak(history: History) -> None:
    known_from_to(history, "2025-03-11", "2025-03-12")
    tomorrow = replace(WEEK, today=date(2025, 3, 13))
    report = answer_question(history.conn, "streaks", tomorrow)
    assert figure(report, "current_streak_days") == 2


def test_shares_do_not_change_from_a_window_that_is_unknown(history: History) -> None:
    play(history, "a", 10)
    play(history, "a", 10, "2025-03-05 08:00")
    released(history, "a", 1999)
    history.know_span("2025-03-10 12:00", "2025-03-16 12:00")
    decades = answer_question(history.conn, "decades", WEEK)
    assert columns(decades, "share", "change") == [(1.0, None)]


def test_figures_of_a_window_of_which_nothing_is_known_are_unknown(history: History) -> None:
    known_from_to(history, "2025-03-01", "2025-03-08")
    report = answer_question(history.conn, "overview", WEEK)
    assert report.notes[0] == "Known until 2025-03-08."
    assert report.rows[0] == ("the window", *[None] * (len(report.columns) - 1))
    assert columns(report, "plays")[1] == (1,)
    assert all(part.rows == () for part in report.parts)


def test_a_previous_window_before_the_history_has_no_figures_and_no_change(
    history: History,
) -> None:
    known_from_to(history, "2025-03-10", "2025-03-16")
    report = answer_question(history.conn, "overview", WEEK)
    assert report.rows[1] == ("previous 7 days", *[None] * (len(report.columns) - 1))
    top = answer_question(history.conn, "top-tracks", WEEK)
    assert columns(top, "change") == [(None,)]
    assert "No changes shown: parts of this or the previous period are unknown." in top.notes


def test_a_window_that_begins_before_the_history_says_since_when_it_knows(
    history: History,
) -> None:
    known_from_to(history, "2025-03-12", "2025-03-16")
    report = answer_question(history.conn, "totals", WEEK)
    assert report.notes == ("Known since 2025-03-12.",)


def test_plays_outside_of_all_known_spans_are_never_hidden(history: History) -> None:
    known_from_to(history, "2025-03-01", "2025-03-02")
    history.play("2025-03-12 12:00")
    report = answer_question(history.conn, "overview", WEEK)
    assert figure(report, "plays") == 1


def test_a_gap_between_known_spans_is_not_known(history: History) -> None:
    history.know_span("2025-03-09 12:00", "2025-03-11 12:00")
    history.know_span("2025-03-14 12:00", "2025-03-16 12:00", origin="spotify-player")
    report = answer_question(history.conn, "totals", WEEK)
    assert report.known == Known(since=day("2025-03-09"), until=day("2025-03-16"), days=5, of=7)
    exports = answer_question(history.conn, "totals", replace(WEEK, exports_only=True))
    assert exports.known == Known(since=day("2025-03-09"), until=day("2025-03-11"), days=2, of=7)
