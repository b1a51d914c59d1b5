from collections.abc import Sequence
from dataclasses import replace

from musicanalyser.stats import answer_question, compare
from musicanalyser.stats.base.question import Question
from tests.stats.history import HOUR, MINUTE, History, Song, asked, column, columns, part

MARCH = asked("2025-03-01", "2025-04-01")
YEAR = asked("2024-01-01", "2025-01-01").window
APART = replace(MARCH, window=replace(MARCH.window, compared_with=YEAR))
ADA, BO = Song(title="A", artist="Ada"), Song(title="B", artist="Bo")


def artists(history: History, question: Question) -> Sequence[tuple[object, ...]]:
    report = compare.answer(history.conn, question)
    return columns(part(report, "moved-artists"), "artist", "previous_share", "share", "change")


def test_windows_of_any_length_and_distance_are_compared(history: History) -> None:
    history.play("2024-05-01 10:00", 2 * HOUR)
    history.play("2025-02-10 10:00", 5 * HOUR)
    history.play("2025-03-10 10:00", HOUR)
    report = compare.answer(history.conn, APART)
    assert column(report, "heard_ms") == [HOUR, 2 * HOUR]
    assert column(compare.answer(history.conn, MARCH), "heard_ms") == [HOUR, 5 * HOUR]


def test_the_time_a_known_day_is_comparable_whatever_is_known(history: History) -> None:
    history.know_span("2024-12-30", "2025-03-10 12:00")
    history.play("2024-12-31 10:00", 2 * HOUR)
    history.play("2025-03-10 10:00", 2 * HOUR)
    report = compare.answer(history.conn, APART)
    assert columns(report, "known_days", "day_heard_ms") == [(10, HOUR // 5), (2, HOUR)]


def test_without_a_known_day_there_is_no_time_a_day(history: History) -> None:
    history.play("2025-03-10 10:00")
    report = compare.answer(history.conn, APART)
    assert column(report, "day_heard_ms") == [None, None]


def test_what_moved_most_gained_or_lost_the_greatest_share(history: History) -> None:
    history.play("2024-05-01 10:00", 60 * MINUTE, song=ADA)
    history.play("2024-05-01 12:00", 40 * MINUTE, song=BO)
    history.play("2025-03-10 10:00", 3 * MINUTE, song=ADA)
    history.play("2025-03-10 11:00", 6 * MINUTE, song=Song(title="C", artist="Cy"))
    history.play("2025-03-10 12:00", 1 * MINUTE, song=BO)
    assert artists(history, APART) == [
        ("Cy", 0.0, 0.6, 0.6),
        ("Ada", 0.6, 0.3, 0.3 - 0.6),
        ("Bo", 0.4, 0.1, 0.1 - 0.4),
    ]


def test_of_equal_changes_the_first_name_comes_first(history: History) -> None:
    history.play("2024-05-01 10:00", song=BO)
    history.play("2025-03-10 10:00", song=ADA)
    limited = replace(APART, limit=1)
    assert [row[0] for row in artists(history, limited)] == ["Ada"]
    assert [row[0] for row in artists(history, APART)] == ["Ada", "Bo"]


def test_nothing_moves_if_one_window_is_silent_or_there_is_only_one(history: History) -> None:
    history.play("2025-03-10 10:00")
    everything = asked(None, "2025-04-01")
    assert compare.answer(history.conn, APART).parts == ()
    assert compare.answer(history.conn, everything).parts == ()


def test_an_unknown_window_is_unknown_and_not_zero(history: History) -> None:
    history.know_span("2025-03-01", "2025-04-01")
    history.play("2025-03-10 10:00")
    report = answer_question(history.conn, "compare", APART)
    assert column(report, "plays") == [1, None]
    assert not report.is_comparable
