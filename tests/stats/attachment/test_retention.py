from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from musicanalyser.report import Report
from musicanalyser.stats import discoveries
from musicanalyser.stats.attachment import retention
from tests.stats.history import HOUR, History, Song, asked, columns, day, part

JANUARY = asked("2025-01-01", "2025-02-01")
FIRST = day("2025-01-13")


def _play(history: History, title: str, after: Sequence[float], *, artist: str = "Ada") -> None:
    """Play a track so many days after the first of the tests, at noon."""
    song = Song(title=title, artist=artist, uri=f"x:{title}")
    for days in after:
        at = timedelta(days=days) + timedelta(hours=12)
        history.play(f"{FIRST + timedelta(days=at.days)} {at.seconds // 3600:02}:00", song=song)


def _counts(report: Report, what: str = "tracks") -> list[tuple[object, ...]]:
    rows = columns(part(report, "retention"), "discoveries", "horizon_days", "old_enough", "heard")
    return [row[1:] for row in rows if row[0] == what]


def _answer(history: History) -> Report:
    history.know_span("2024-12-01 00:00", "2025-07-01 00:00")
    return discoveries.answer(history.conn, replace(JANUARY, today=day("2025-07-01")))


def test_a_discovery_is_still_heard_if_it_is_within_two_weeks_from_the_horizon_on(
    history: History,
) -> None:
    _play(history, "day 6", [0, 6.9])
    _play(history, "day 7", [0, 7])
    _play(history, "day 20", [0, 20.9])
    _play(history, "day 21", [0, 21])
    _play(history, "both", [0, 10, 35])
    _play(history, "later", [0, 95, 200])
    assert _counts(_answer(history)) == [(7, 6, 3), (30, 6, 1), (90, 6, 1)]


def test_an_artist_is_still_heard_with_any_of_its_tracks(history: History) -> None:
    _play(history, "first", [0])
    _play(history, "second", [31])
    report = _answer(history)
    assert _counts(report)[:2] == [(7, 1, 0), (30, 1, 0)]
    assert _counts(report, "artists") == [(7, 1, 0), (30, 1, 1), (90, 1, 0)]


@pytest.mark.parametrize(("until", "old"), [("2025-02-02", 0), ("2025-02-03", 1)])
def test_what_is_too_young_is_left_out(history: History, until: str, old: int) -> None:
    _play(history, "a", [0])
    history.know_span("2024-12-01 00:00", f"{until} 00:00")
    report = discoveries.answer(history.conn, replace(JANUARY, today=day("2025-07-01")))
    assert _counts(report)[0] == (7, old, 0)


def test_now_ends_what_is_past_even_within_a_day(history: History) -> None:
    _play(history, "a", [0])
    history.know_span("2024-12-01 00:00", "2025-07-01 00:00")
    noon_ms = asked(None, "2025-02-03").window.until_ms + 12 * HOUR
    old = []
    for now_ms in (noon_ms, noon_ms - 1):
        question = replace(JANUARY, today=day("2025-02-03"), now_ms=now_ms)
        old.append(_counts(discoveries.answer(history.conn, question))[0][1])
    assert old == [1, 0]


def test_a_gap_in_what_is_known_leaves_a_discovery_out(history: History) -> None:
    _play(history, "a", [0, 8])
    history.know_span("2024-12-01 00:00", "2025-01-22 00:00")
    history.know_span("2025-01-25 00:00", "2025-07-01 00:00")
    report = discoveries.answer(history.conn, replace(JANUARY, today=day("2025-07-01")))
    assert _counts(report) == [(7, 0, 0), (30, 1, 0), (90, 1, 0)]


def test_it_is_compared_with_the_discoveries_of_the_previous_window(history: History) -> None:
    _play(history, "old", [-25, -15])
    _play(history, "new", [0, 1])
    shares = columns(part(_answer(history), "retention"), "share", "previous_share", "change")
    assert shares[0] == (0, 1, -1)


def test_of_many_the_latest_count(history: History, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "MOST", 2)
    for days in range(4):
        _play(history, f"t{days}", [days, *[days + 8] * (days < 3)])
    assert _counts(_answer(history))[0] == (7, 2, 1)
