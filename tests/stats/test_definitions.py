from dataclasses import replace

from musicanalyser.stats import definitions
from tests.stats.history import MINUTE, SECOND, History, Song, asked, columns

WEEK = asked("2025-03-10", "2025-03-17")


def test_every_rule_stands_beside_the_others_with_private_sessions_and_without(
    history: History,
) -> None:
    song = Song(length_ms=10 * MINUTE)
    history.play("2025-03-12 08:00", 20 * SECOND, song=song, verdict="skipped")
    history.play("2025-03-12 09:00", 2 * MINUTE, song=song, verdict="stopped")
    history.play("2025-03-13 09:00", 9 * MINUTE, song=song, verdict="finished")
    history.play("2025-03-14 09:00", 5 * MINUTE, song=song, verdict="stopped", private=True)
    report = definitions.answer(history.conn, WEEK)
    assert columns(report, "count_as", "private", "plays", "active_days") == [
        ("any", False, 3, 2),
        ("stream", False, 2, 2),
        ("scrobble", False, 1, 1),
        ("full", False, 1, 1),
        ("any", True, 4, 3),
        ("stream", True, 3, 3),
        ("scrobble", True, 2, 2),
        ("full", True, 1, 1),
    ]


def test_options_that_it_compares_change_nothing(history: History) -> None:
    history.play("2025-03-12 09:00", 2 * MINUTE)
    expected = definitions.answer(history.conn, WEEK).rows
    assert definitions.answer(history.conn, replace(WEEK, private=True)).rows == expected
