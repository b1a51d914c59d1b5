from dataclasses import replace
from datetime import datetime

from musicanalyser.report import Layout
from musicanalyser.stats import answer_question, coverage
from musicanalyser.timespan import to_ms
from tests.stats.history import BERLIN, HOUR, History, asked, column, columns, part

WEEK = asked("2025-03-10", "2025-03-17")


def test_each_day_says_how_much_of_it_is_known_and_by_what(history: History) -> None:
    history.know_span("2025-03-01 00:00", "2025-03-11 12:00")
    history.know_span("2025-03-11 10:00", "2025-03-11 18:00", origin="spotify-player")
    history.know_span("2025-03-13 00:00", "2025-03-13 06:00", origin="spotify-player")
    report = coverage.answer(history.conn, WEEK)
    assert report.layout is Layout.GRID
    assert columns(report, "day", "known_share", "origins") == [
        (10, 1.0, "spotify-extended"),
        (11, 0.75, "spotify-extended, spotify-player"),
        (12, 0.0, None),
        (13, 0.25, "spotify-player"),
        (14, 0.0, None),
        (15, 0.0, None),
        (16, 0.0, None),
    ]
    assert set(column(report, "month")) == {"2025-03"}


def test_each_origin_says_how_much_it_knows_of_the_window(history: History) -> None:
    history.know_span("2025-03-01 00:00", "2025-03-11 12:00")
    history.know_span("2025-03-12 00:00", "2025-03-12 06:00", origin="spotify-player")
    history.know_span("2025-03-13 00:00", "2025-03-13 06:00", origin="spotify-player")
    origins = part(coverage.answer(history.conn, WEEK), "known-origins")
    assert columns(origins, "origin", "known_ms", "spans") == [
        ("spotify-extended", 36 * HOUR, 1),
        ("spotify-player", 12 * HOUR, 2),
    ]
    assert column(origins, "share") == [36 / 168, 12 / 168]
    assert column(origins, "known_since")[0] == datetime(2025, 3, 10, tzinfo=BERLIN)


def test_gaps_are_listed_longest_first_and_short_ones_are_none(history: History) -> None:
    history.know_span("2025-03-10 00:00", "2025-03-12 00:00")
    history.know_span("2025-03-12 00:15", "2025-03-12 12:00", origin="spotify-player")
    history.know_span("2025-03-12 12:30", "2025-03-16 00:00", origin="spotify-player")
    gaps = part(coverage.answer(history.conn, WEEK), "gaps")
    assert column(gaps, "length_ms") == [24 * HOUR, HOUR // 2]
    assert column(gaps, "unknown_since")[0] == datetime(2025, 3, 16, tzinfo=BERLIN)
    first = part(coverage.answer(history.conn, replace(WEEK, limit=1)), "gaps")
    assert column(first, "length_ms") == [24 * HOUR]
    assert first.notes == ("There are 2 gaps longer than 15 minutes.",)


def test_the_future_is_no_gap(history: History) -> None:
    history.know_span("2025-03-01 00:00", "2025-03-12 12:00")
    now_ms = to_ms(datetime(2025, 3, 12, 18, tzinfo=BERLIN))
    report = coverage.answer(history.conn, replace(WEEK, now_ms=now_ms))
    assert columns(report, "day", "known_share") == [(10, 1.0), (11, 1.0), (12, 12 / 18)]
    assert column(part(report, "gaps"), "length_ms") == [6 * HOUR]


def test_of_all_time_the_days_begin_with_what_is_known(history: History) -> None:
    history.play("2025-03-10 12:00")
    history.know_span("2025-03-10 12:00", "2025-03-11 12:00")
    report = coverage.answer(history.conn, asked(None, "2025-03-12"))
    assert columns(report, "day", "known_share") == [(10, 1.0), (11, 0.5)]
    assert answer_question(history.conn, "coverage", asked("2024-01-01", "2024-01-08")).rows == ()


def test_only_exports_know_anything_if_only_they_are_asked(history: History) -> None:
    history.know_span("2025-03-10 00:00", "2025-03-11 00:00")
    history.know_span("2025-03-10 00:00", "2025-03-12 00:00", origin="spotify-player")
    report = coverage.answer(history.conn, replace(WEEK, exports_only=True))
    assert column(report, "known_share")[:2] == [1.0, 0.0]
    assert report.definition.endswith("Only plays known from exports are included.")
