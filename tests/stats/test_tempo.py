import pytest

from musicanalyser.stats import tempo
from musicanalyser.stats.tempo import band
from tests.stats.history import MINUTE, History, asked, columns, part
from tests.stats.known_songs import about, play, sounds

WEEK = asked("2025-03-10", "2025-03-17")


@pytest.mark.parametrize(
    ("beats", "name"),
    [
        (40.0, "under 80"),
        (79.99, "under 80"),
        (80.0, "80 to 99"),
        (119.9, "100 to 119"),
        (120.0, "120 to 139"),
        (159.9, "140 to 159"),
        (160.0, "160 and more"),
        (240.0, "160 and more"),
    ],
)
def test_a_band_begins_with_its_first_number(beats: float, name: str) -> None:
    assert band(beats) == name


def test_bands_hold_the_time_of_their_songs_in_both_windows(history: History) -> None:
    for title, minutes, beats in (("a", 30, 118.0), ("b", 10, 85.0)):
        play(history, title, minutes)
        sounds(history, title, tempo=beats)
    play(history, "c", 10, "2025-03-05 08:00")
    play(history, "a", 10, "2025-03-05 09:00")
    sounds(history, "c", tempo=170.0)
    report = tempo.answer(history.conn, WEEK)
    assert report.rows == (
        ("80 to 99", 10 * MINUTE, 0.25, 0.0, 0.25),
        ("100 to 119", 30 * MINUTE, 0.75, 0.5, 0.25),
        ("160 and more", 0, 0.0, 0.5, -0.5),
    )


def test_mean_median_and_spread_are_weighted_by_time(history: History) -> None:
    for title, minutes, beats in (("a", 30, 120.0), ("b", 10, 80.0)):
        play(history, title, minutes)
        sounds(history, title, tempo=beats)
    assert part(tempo.answer(history.conn, WEEK), "tempo-figures").rows == (
        ("the window", 110.0, 120.0, about(300**0.5), 1.0),
        ("previous 7 days", None, None, None, None),
    )


@pytest.mark.parametrize("unknown", [None, 0])
def test_no_tempo_is_unknown_and_not_slow(history: History, unknown: float | None) -> None:
    play(history, "a", 30)
    play(history, "b", 10)
    sounds(history, "a", tempo=120)
    sounds(history, "b", tempo=unknown)
    report = tempo.answer(history.conn, WEEK)
    assert report.coverage is not None
    assert report.coverage.share == 0.75
    assert [row[0] for row in report.rows] == ["120 to 139"]


def test_parts_of_the_day_go_by_the_local_hours_of_the_sound(history: History) -> None:
    for title, beats in (("slow", 70.0), ("fast", 140.0)):
        sounds(history, title, tempo=beats)
    play(history, "slow", 5, "2025-03-12 00:00")
    play(history, "slow", 5, "2025-03-12 05:55")
    play(history, "fast", 10, "2025-03-12 06:00")
    play(history, "slow", 10, "2025-03-12 11:50")
    play(history, "fast", 7, "2025-03-12 23:53")
    listed = part(tempo.answer(history.conn, WEEK), "tempo-by-part-of-day")
    assert columns(listed, "part_of_day", "mean_tempo", "heard_ms") == [
        ("night", 70.0, 10 * MINUTE),
        ("morning", 105.0, 20 * MINUTE),
        ("evening", 140.0, 7 * MINUTE),
    ]


def test_a_part_of_the_day_that_is_hardly_known_has_no_mean(history: History) -> None:
    sounds(history, "a", tempo=100)
    play(history, "a", 10, "2025-03-12 08:00")
    play(history, "a", 3.9, "2025-03-12 20:00")
    play(history, "b", 6.1, "2025-03-12 21:00")
    listed = part(tempo.answer(history.conn, WEEK), "tempo-by-part-of-day")
    assert columns(listed, "part_of_day", "mean_tempo", "known_share") == [
        ("morning", 100.0, 1.0),
        ("evening", None, about(0.39)),
    ]


def test_octaves_are_named_in_the_notes(history: History) -> None:
    play(history, "a", 10)
    sounds(history, "a")
    assert "twice or half as fast" in tempo.answer(history.conn, WEEK).notes[0]
