from dataclasses import replace

import pytest

from musicanalyser.report import Report
from musicanalyser.stats import sessions
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.session_habits import session_grammar
from tests.stats.history import SECOND, History, Song, asked, columns, part

MARCH = asked("2025-03-01", "2025-04-01")


def _sit(history: History, at: str, titles: str, *, private: bool = False) -> None:
    """Play tracks one after the other, a letter each; a lower letter is a skip."""
    hour, minute = map(int, at[-5:].split(":"))
    for place, title in enumerate(titles):
        began = hour * 60 + minute + 4 * place
        song = Song(title=title.upper(), artist=f"by {title.upper()}")
        history.play(
            f"{at[:10]} {began // 60:02}:{began % 60:02}",
            (180 if title.isupper() else 5) * SECOND,
            song=song,
            private=private,
        )


def _answer(history: History, question: Question = MARCH) -> Report:
    history.know_span("2025-01-01 00:00", "2025-05-01 00:00")
    return sessions.answer(history.conn, question)


def test_a_session_is_opened_by_its_first_and_closed_by_its_last_counted_play(
    history: History,
) -> None:
    _sit(history, "2025-03-01 08:00", "xABc")
    _sit(history, "2025-03-02 08:00", "AC")
    _sit(history, "2025-03-03 08:00", "BC")
    _sit(history, "2025-03-04 08:00", "xy")
    report = _answer(history)
    assert columns(part(report, "openers"), "title", "sessions", "share") == [
        ("A", 2, 2 / 3),
        ("B", 1, 1 / 3),
    ]
    assert columns(part(report, "closers"), "title", "sessions") == [("C", 2), ("B", 1)]


def test_you_stop_after_what_ends_sessions_more_often_than_usual(history: History) -> None:
    for day in range(1, 13):
        _sit(history, f"2025-03-{day:02} 08:00", "AAABZ" if day <= 10 else "ZAAAA")
    (row,) = part(_answer(history), "stops").rows
    usual = 12 / 60
    assert row[:2] == ("Z", "by Z")
    assert row[3:] == (12, 10, 10 / 12, (10 + 10 * usual) / 22, usual)


def test_a_track_with_fewer_than_ten_plays_is_said_to_end_nothing(history: History) -> None:
    for day in range(1, 10):
        _sit(history, f"2025-03-{day:02} 08:00", "ABZ")
    assert part(_answer(history), "stops").rows == ()


def test_three_different_tracks_in_a_row_within_a_session_are_a_run(history: History) -> None:
    for day in (1, 2, 3):
        _sit(history, f"2025-03-{day:02} 08:00", "ABxCAB")
        _sit(history, f"2025-03-{day:02} 12:00", "AAABB")
    runs = part(_answer(history), "runs")
    assert columns(runs, "first_title", "second_title", "third_title", "times") == [
        ("A", "B", "C", 3),
        ("B", "C", "A", 3),
        ("C", "A", "B", 3),
    ]


def test_a_run_that_was_heard_once_is_no_habit(history: History) -> None:
    _sit(history, "2025-03-01 08:00", "ABC")
    assert part(_answer(history), "runs").rows == ()


def test_ends_beside_an_unknown_day_are_left_out(history: History) -> None:
    history.know_span("2025-03-01 00:00", "2025-03-01 23:59")
    history.know_span("2025-03-03 00:00", "2025-03-03 23:59")
    _sit(history, "2025-03-01 23:45", "AB")
    _sit(history, "2025-03-03 00:10", "BA")
    report = sessions.answer(history.conn, MARCH)
    assert columns(part(report, "openers"), "title") == [("A",)]
    assert columns(part(report, "closers"), "title") == [("A",)]


def test_a_session_that_may_still_go_on_is_not_closed(history: History) -> None:
    _sit(history, "2025-03-31 08:00", "AB")
    end_ms = asked(None, "2025-03-31").window.until_ms + (8 * 60 + 7) * 60 * SECOND
    closed = []
    for now_ms in (end_ms + 30 * 60 * SECOND, end_ms + 30 * 60 * SECOND + 1):
        history.conn.execute("delete from known_spans")
        report = _answer(history, replace(MARCH, now_ms=now_ms))
        closed.append(columns(part(report, "closers"), "title"))
    assert closed == [[], [("B",)]]


def test_of_many_sessions_the_latest_count(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session_grammar, "MOST", 2)
    for day, titles in ((1, "A"), (2, "B"), (3, "C")):
        _sit(history, f"2025-03-{day:02} 08:00", titles)
    assert columns(part(_answer(history), "openers"), "title") == [("B",), ("C",)]


def test_private_plays_and_tracks_without_a_name_are_no_habit(history: History) -> None:
    _sit(history, "2025-03-01 08:00", "AB", private=True)
    history.play("2025-03-02 08:00", song=Song(title=None, artist=None, uri="x:1"))
    report = _answer(history)
    assert all(one.rows == () for one in report.parts if one.name in {"openers", "closers"})
