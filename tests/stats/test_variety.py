from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.report import Coverage, Layout
from musicanalyser.stats import variety
from musicanalyser.stats.variety import effective_number
from tests.stats.history import SECOND, History, Song, asked, column, columns, figure

WEEK = asked("2025-03-10", "2025-03-17")
COUNTS = st.lists(st.integers(1, 500), min_size=1, max_size=40)


def _play(history: History, *plays: tuple[str, str | None, str | None]) -> None:
    """Play tracks, given as title, artist and album, five minutes apart."""
    for place, (title, artist, album) in enumerate(plays):
        song = Song(title=title, artist=artist, album=album, uri=f"x:{title}{artist}{album}")
        history.play(f"2025-03-12 {8 + place // 12:02}:{place % 12 * 5:02}", song=song)


def test_the_figures_of_both_windows_stand_side_by_side(history: History) -> None:
    _play(history, ("a", "Ada", "x"), ("a", "Ada", "x"), ("b", "Bert", "y"), ("c", "Bert", "z"))
    history.play("2025-03-05 08:00", song=Song(title="d", artist="Dora"))
    report = variety.answer(history.conn, WEEK)
    assert report.layout is Layout.FIGURES
    assert column(report, "effective_artists") == pytest.approx([2.0, 1.0])
    assert [(*row[:2], *row[3:]) for row in report.rows] == [
        ("the window", 2, 1.0, 3, 2 / 3, 1, 0.0, 4),
        ("previous 7 days", 1, 1.0, 1, 1.0, 1, 0.0, 1),
    ]


def test_equal_artists_are_as_many_as_they_are_and_a_favourite_makes_them_fewer(
    history: History,
) -> None:
    equal = [("t", artist, "x") for artist in "abcd"]
    _play(history, *equal)
    assert figure(variety.answer(history.conn, WEEK), "effective_artists") == pytest.approx(4)
    _play(history, *equal, *(("t", "a", "x"),) * 12)
    fewer = figure(variety.answer(history.conn, WEEK), "effective_artists")
    assert isinstance(fewer, float)
    assert 1 < fewer < 3


def test_the_ten_most_played_artists_are_at_the_top(history: History) -> None:
    _play(history, *(("t", artist, "x") for artist in "abcdefghijkl"), ("t", "a", "x"))
    assert figure(variety.answer(history.conn, WEEK), "top_artists_share") == 11 / 13


def test_without_an_artist_a_play_is_of_nobody(history: History) -> None:
    _play(history, ("a", None, None), ("b", "Bert", "y"), ("b", "Bert", "y"))
    report = variety.answer(history.conn, WEEK)
    assert columns(report, "artists", "effective_artists", "top_artists_share")[0] == (1, 1.0, 1.0)
    assert report.coverage == Coverage(what="artists", of="counted plays", share=2 / 3)


def test_names_that_are_all_known_leave_nothing_to_say(history: History) -> None:
    _play(history, ("b", "Bert", "y"))
    assert variety.answer(history.conn, WEEK).coverage is None


def test_plays_that_do_not_count_leave_only_what_is_known_to_be_nothing(history: History) -> None:
    history.play("2025-03-12 08:00", 5 * SECOND)
    assert variety.answer(history.conn, WEEK).rows[0] == (
        "the window",
        0,
        None,
        None,
        0,
        None,
        0,
        None,
        0,
    )


def test_three_tracks_of_an_album_in_a_row_are_an_album_run(history: History) -> None:
    run = [(title, "Ada", "Debut") for title in "abc"]
    _play(history, *run, ("x", "Bert", "y"), ("a", "Ada", "Debut"), ("b", "Ada", "Debut"))
    assert figure(variety.answer(history.conn, WEEK), "album_share") == 3 / 6


def test_one_track_over_and_over_is_no_album_run(history: History) -> None:
    _play(history, *(("a", "Ada", "Debut"),) * 4, ("b", "Ada", "Debut"))
    assert figure(variety.answer(history.conn, WEEK), "album_share") == 0.0


def test_albums_of_one_name_by_two_artists_are_two(history: History) -> None:
    _play(history, ("a", "Ada", "Best Of"), ("b", "Bert", "Best Of"), ("c", "Ada", "Best Of"))
    assert figure(variety.answer(history.conn, WEEK), "album_share") == 0.0


def test_a_run_without_an_album_is_none(history: History) -> None:
    _play(history, ("a", "Ada", None), ("b", "Ada", None), ("c", "Ada", None))
    assert figure(variety.answer(history.conn, WEEK), "album_share") == 0.0


def test_a_skip_in_between_does_not_break_an_album_run(history: History) -> None:
    _play(history, *((title, "Ada", "Debut") for title in "abc"))
    history.play("2025-03-12 08:04", SECOND, song=Song(title="x", artist="Bert", uri="x:x"))
    assert figure(variety.answer(history.conn, WEEK), "album_share") == 1.0


def test_the_eddington_number_counts_days_and_their_plays(history: History) -> None:
    for on, plays in ((10, 4), (11, 2), (12, 3), (13, 3), (14, 1)):
        for minute in range(plays):
            history.play(f"2025-03-{on} 08:{minute:02}")
    assert figure(variety.answer(history.conn, WEEK), "eddington_days") == 3


@given(COUNTS)
def test_the_effective_number_lies_between_one_and_all(counts: list[int]) -> None:
    effective = effective_number(counts)
    assert effective is not None
    assert 1 - 1e-9 <= effective <= len(counts) + 1e-9
    entropy = -sum(one / sum(counts) * log(one / sum(counts)) for one in counts)
    assert log(effective) == pytest.approx(entropy, abs=1e-9)
