from dataclasses import replace

from musicanalyser.report import Column, ColumnKind
from musicanalyser.stats import taste
from musicanalyser.stats.base.question import RankBy
from tests.stats.history import History, asked, column, columns, part
from tests.stats.known_songs import about, play, sounds

WEEK = asked("2025-03-10", "2025-03-17")
BEFORE = "2025-03-05 08:00"


def test_means_and_spreads_are_weighted_by_the_time_heard(history: History) -> None:
    play(history, "a", 10)
    play(history, "b", 30)
    sounds(history, "a", energy=0.2, valence=0.5)
    sounds(history, "b", energy=0.6, valence=0.5)
    report = taste.answer(history.conn, WEEK)
    assert column(report, "trait") == [
        *("energy", "valence", "danceability", "acousticness", "instrumentalness"),
        *("speechiness", "liveness"),
    ]
    energy, valence, *_ = columns(report, "mean", "spread", "previous_mean", "change")
    assert energy == (about(0.5), about(0.03**0.5), None, None)
    assert valence == (0.5, 0.0, None, None)


def test_means_are_drawn_as_bars(history: History) -> None:
    play(history, "a", 10)
    sounds(history, "a")
    assert Column(name="mean", title="Mean", kind=ColumnKind.SHARE, bar=True) in (
        taste.answer(history.conn, WEEK).columns
    )


def test_the_window_before_stands_beside_them_if_it_is_known(history: History) -> None:
    play(history, "a", 10)
    play(history, "b", 10, BEFORE)
    sounds(history, "a", energy=0.5, valence=0.4)
    without = taste.answer(history.conn, WEEK)
    assert [one.detail for one in without.columns[3:]] == [True, True]
    sounds(history, "b", energy=0.75, valence=0.401)
    report = taste.answer(history.conn, WEEK)
    assert [one.detail for one in report.columns[3:]] == [False, False]
    assert columns(report, "trait", "previous_mean", "change")[:2] == [
        ("energy", 0.75, -0.25),
        ("valence", 0.401, about(-0.001)),
    ]
    assert column(part(report, "mood"), "period") == ["the window", "previous 7 days"]


def test_a_trait_that_is_unknown_weighs_nothing_and_is_never_zero(history: History) -> None:
    play(history, "a", 10)
    play(history, "b", 30)
    sounds(history, "a", liveness=0.5, tempo=100)
    sounds(history, "b", liveness=None, tempo=None)
    report = taste.answer(history.conn, WEEK)
    assert columns(report, "trait", "mean")[-1] == ("liveness", 0.5)
    assert column(part(report, "mean-tempo"), "mean_tempo") == [100.0, None]
    history.conn.execute("pragma query_only = off")
    play(history, "c", 1_000)
    sounds(history, "c", speechiness=None)
    assert columns(taste.answer(history.conn, WEEK), "trait", "mean")[-2] == ("speechiness", 0.05)


def test_a_song_of_which_the_mood_is_unknown_is_no_known_one(history: History) -> None:
    play(history, "a", 30)
    play(history, "b", 10)
    sounds(history, "a")
    sounds(history, "b", valence=None)
    report = taste.answer(history.conn, WEEK)
    assert report.coverage is not None
    assert report.coverage.share == 0.75


def test_the_mood_is_told_in_words_and_that_of_a_window_hardly_known_is_not(
    history: History,
) -> None:
    play(history, "a", 10)
    play(history, "a", 3.9, BEFORE)
    play(history, "b", 6.1, BEFORE)
    sounds(history, "a", valence=0.4, danceability=0.6, tempo=110)
    report = taste.answer(history.conn, WEEK)
    assert part(report, "mood").rows == (
        ("the window", "rather sad, but you can dance to it", 1.0),
        ("previous 7 days", None, about(0.39)),
    )
    assert part(report, "mean-tempo").rows == (("the window", 110.0), ("previous 7 days", None))


def test_favourites_that_stand_out_are_named(history: History) -> None:
    for title, minutes in (("a", 10), ("b", 9), ("c", 8), ("d", 7)):
        play(history, title, minutes)
    sounds(history, "a", energy=0.5, valence=0.9, danceability=0.5)
    sounds(history, "b", energy=0.95, valence=0.5, danceability=0.5)
    sounds(history, "c", energy=0.1, valence=0.05, danceability=0.9)
    sounds(history, "d", energy=0.52, valence=0.5, danceability=0.55)
    listed = part(taste.answer(history.conn, WEEK), "telling-favourites")
    assert columns(listed, "most", "title") == [
        ("typical", "d"),
        ("energetic", "b"),
        ("quiet", "c"),
        ("happy", "a"),
        ("sad", "c"),
        ("danceable", "c"),
    ]
    assert columns(listed, "energy", "valence", "danceability")[1] == (0.95, 0.5, 0.5)


def test_of_equals_the_greater_favourite_is_named(history: History) -> None:
    for title, minutes in (("z", 3), ("a", 2), ("m", 1)):
        play(history, title, minutes)
        sounds(history, title)
    for rank_by in RankBy:
        report = taste.answer(history.conn, replace(WEEK, rank_by=rank_by))
        assert {*column(part(report, "telling-favourites"), "title")} == {"z"}


def test_songs_that_are_no_favourites_are_not_named(history: History) -> None:
    for one in range(50):
        play(history, f"s{one}", 2 + one / 10)
        sounds(history, f"s{one}")
    play(history, "rare", 1)
    sounds(history, "rare", energy=0.99, valence=0.01)
    report = taste.answer(history.conn, WEEK)
    assert "rare" not in column(part(report, "telling-favourites"), "title")


def test_there_may_be_no_favourite_of_which_anything_is_known(history: History) -> None:
    history.play("2025-03-12 08:00", 20_000)
    play(history, "a", 0.4)
    sounds(history, "a")
    listed = part(taste.answer(history.conn, WEEK), "telling-favourites")
    assert (listed.rows, listed.empty) == ((), "The features of no favourite are known.")


def test_the_source_is_credited_and_its_quality_told(history: History) -> None:
    play(history, "a", 10)
    sounds(history, "a")
    report = taste.answer(history.conn, WEEK)
    (credit,), (quality,) = report.credits, report.notes
    assert credit == "Audio features: ReccoBeats (https://reccobeats.com)."
    assert "now and then wrong about a single track" in quality
