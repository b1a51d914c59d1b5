from math import log10

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.report import Layout
from musicanalyser.stats import hipster
from musicanalyser.stats.facts.listener_counts import EVERYBODY_LISTENERS, Fame
from tests.stats.history import MINUTE, History, asked, column, columns, figure, part
from tests.stats.known_songs import about, famous, other_id, play

WEEK = asked("2025-03-10", "2025-03-17")
FAME = st.builds(Fame, st.none() | st.integers(0, 10**9), st.none() | st.integers(0, 100))


def test_the_published_formula_gives_the_numbers_it_should() -> None:
    assert EVERYBODY_LISTENERS == 300_000
    assert Fame(0, None).obscurity == 100
    assert Fame(300_000, None).obscurity == 0
    assert Fame(5_000_000, None).obscurity == 0
    assert Fame(999, None).obscurity == about(100 * (1 - 3 / log10(300_001)))
    assert Fame(None, 30).obscurity == 70
    assert isinstance(Fame(None, 30).obscurity, float)
    assert Fame(0, 30).obscurity == about(0.6 * 100 + 0.4 * 70)
    assert Fame(None, None).obscurity is None


@given(FAME)
def test_obscurity_is_from_0_to_100(fame: Fame) -> None:
    assert fame.obscurity is None or 0 <= fame.obscurity <= 100


@given(FAME, st.integers(1, 10**6))
def test_more_listeners_never_make_more_obscure(fame: Fame, more: int) -> None:
    if fame.listeners is not None:
        louder = fame._replace(listeners=fame.listeners + more)
        assert louder.obscurity is not None
        assert fame.obscurity is not None
        assert louder.obscurity <= fame.obscurity


def test_the_score_is_the_mean_by_time_heard(history: History) -> None:
    play(history, "a", 10)
    play(history, "b", 30)
    famous(history, "a", popularity=80, listeners=0)
    famous(history, "b", popularity=40)
    report = hipster.answer(history.conn, WEEK)
    assert report.layout is Layout.FIGURES
    assert report.rows[0] == (
        "the window",
        about((68 * 10 + 60 * 30) / 40),
        100.0,
        about((20 * 10 + 60 * 30) / 40),
        1.0,
    )


def test_the_unknown_is_not_obscure(history: History) -> None:
    play(history, "a", 10)
    play(history, "b", 10)
    famous(history, "a", popularity=90, listeners=300_000)
    famous(history, "b")
    report = hipster.answer(history.conn, WEEK)
    assert figure(report, "score") == about(4)
    assert report.coverage is not None
    assert report.coverage.share == 0.5


def test_the_window_before_stands_beside_it_if_it_is_known(history: History) -> None:
    play(history, "a", 10)
    play(history, "b", 10, "2025-03-05 08:00")
    famous(history, "a", popularity=10)
    assert hipster.answer(history.conn, WEEK).rows[1] == (
        "previous 7 days", None, None, None, 0.0,
    )  # fmt: skip
    famous(history, "b", popularity=40)
    assert column(hipster.answer(history.conn, WEEK), "score") == [90.0, 60.0]


def test_favourites_are_listed_from_both_ends(history: History) -> None:
    for title, minutes, popularity in (("a", 4, 50), ("b", 3, 5), ("c", 2, 95), ("d", 1, 50)):
        play(history, title, minutes)
        famous(history, title, popularity=popularity)
    report = hipster.answer(history.conn, WEEK)
    obscure, mainstream = (
        part(report, "most-obscure-tracks"),
        part(report, "most-mainstream-tracks"),
    )
    assert columns(obscure, "title", "score", "heard_ms") == [
        ("b", 95.0, 3 * MINUTE),
        ("a", 50.0, 4 * MINUTE),
        ("d", 50.0, 1 * MINUTE),
        ("c", 5.0, 2 * MINUTE),
    ]
    assert column(mainstream, "title") == ["c", "a", "d", "b"]
    assert columns(mainstream, "listeners", "popularity")[0] == (None, 95)


def test_of_several_ids_the_most_popular_is_what_the_song_is_known_by(history: History) -> None:
    history.play("2025-03-12 08:00", song=other_id("a", "x:delisted"))
    history.play("2024-03-12 08:00", song=other_id("a", "x:hit"))
    famous(history, "delisted", popularity=0)
    famous(history, "hit", popularity=70)
    assert figure(hipster.answer(history.conn, WEEK), "score") == 30.0


def test_there_may_be_no_favourite_of_which_anything_is_known(history: History) -> None:
    play(history, "a", 0.4)
    famous(history, "a", popularity=5)
    listed = part(hipster.answer(history.conn, WEEK), "most-obscure-tracks")
    assert (listed.rows, listed.empty) == ((), "Of no favourite it is known how known it is.")


def test_the_sources_are_credited_and_the_constants_told(history: History) -> None:
    play(history, "a", 10)
    famous(history, "a", popularity=5)
    report = hipster.answer(history.conn, WEEK)
    assert "ListenBrainz" in report.credits[0]
    assert "ReccoBeats" in report.credits[0]
    assert "log10(1 + 300,000)" in report.definition
    assert "0.6 x artist + 0.4 x track" in report.definition
