"""What a page says, from histories in which it can be counted by hand."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.report import Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.entities.entity import find_entity
from musicanalyser.stats.pages import PAGES, answer_page
from tests.stats.history import (
    BERLIN,
    MINUTE,
    SECOND,
    History,
    Song,
    asked,
    column,
    columns,
    figure,
    part,
)

ALL = asked(None, "2025-04-01")
BOATS = Song(title="Boats", artist="Ada", album="Debut", uri="x:1", length_ms=3 * MINUTE)
LIVE = Song(title="Boats", artist="Ada", album="Live", uri="x:2", length_ms=3 * MINUTE)
TIDE = Song(title="Tide", artist="Ada", album="Debut", uri="x:3")
OTHER = Song(title="Other", artist="Bo", album="Second", uri="x:4")


def page(history: History, name: str, question: Question = ALL) -> Report:
    return answer_page(history.conn, question, find_entity(history.conn, name))


def test_a_page_has_the_figures_of_its_entity_and_no_other(history: History) -> None:
    history.play("2025-03-01 08:00", song=BOATS)
    history.play("2025-03-02 08:00", song=LIVE)
    history.play("2025-03-02 09:00", 20 * SECOND, song=TIDE, verdict="skipped")
    history.play("2025-03-03 08:00", 9 * MINUTE, song=OTHER)
    artist = page(history, "artist:Ada")
    assert [figure(artist, name) for name in ("heard_ms", "plays", "days", "tracks", "albums")] == [
        6 * MINUTE + 20 * SECOND, 2, 2, 1, 2,
    ]  # fmt: skip
    assert figure(artist, "rank") == 2
    assert figure(artist, "skip_rate") == pytest.approx(1 / 3)
    assert figure(artist, "share") == pytest.approx(380 / 920)


def test_an_album_counts_the_plays_of_its_own_addresses(history: History) -> None:
    history.play("2025-03-01 08:00", song=BOATS)
    history.play("2025-03-02 08:00", song=LIVE)
    assert figure(page(history, "album:Live"), "plays") == 1
    assert figure(page(history, "track:Boats"), "plays") == 2
    assert columns(part(page(history, "track:Boats"), "versions"), "album", "uri") == [
        ("Debut", "x:1"),
        ("Live", "x:2"),
    ]


def test_first_and_last_are_counted_plays_with_their_ends(history: History) -> None:
    history.play("2025-03-01 08:00", 5 * SECOND, song=BOATS, verdict="skipped")
    history.play("2025-03-02 08:00", song=TIDE)
    history.play("2025-03-03 08:00", 40 * SECOND, song=BOATS, verdict="skipped")
    ends = part(page(history, "artist:Ada"), "first-and-last")
    assert columns(ends, "which", "title", "verdict", "way_in") == [
        ("first", "Tide", "finished", None),
        ("last", "Boats", "skipped", None),
    ]


def test_months_are_ranked_by_time_and_equals_share_a_rank(history: History) -> None:
    history.play("2025-01-05 08:00", song=OTHER)
    history.play("2025-01-05 09:00", song=BOATS)
    history.play("2025-03-05 08:00", 4 * MINUTE, song=OTHER)
    history.play("2025-03-05 09:00", song=BOATS)
    months = part(page(history, "artist:Ada"), "ranks-by-month")
    assert columns(months, "month", "rank", "heard_ms") == [
        ("2025-01", 1, 3 * MINUTE),
        ("2025-02", None, 0),
        ("2025-03", 2, 3 * MINUTE),
    ]
    assert columns(part(page(history, "artist:Ada"), "ranks-by-year"), "year", "rank") == [
        ("2025", 2)
    ]


def test_a_month_of_which_nothing_is_known_is_unknown(history: History) -> None:
    history.know_span("2025-01-01 00:00", "2025-02-01 00:00")
    history.know_span("2025-03-01 00:00", "2025-04-01 00:00")
    history.play("2025-01-05 08:00", song=BOATS)
    history.play("2025-03-05 08:00", song=BOATS)
    known = asked(None, "2025-04-01")
    months = part(page(history, "artist:Ada", known), "ranks-by-month")
    assert column(months, "plays") == [1, 0, 1]
    history.conn.execute("delete from known_spans")
    history.know_span("2025-01-01 00:00", "2025-01-20 00:00")
    history.know_span("2025-03-02 00:00", "2025-04-01 00:00")
    months = part(page(history, "artist:Ada", known), "ranks-by-month")
    assert column(months, "plays") == [1, None, 1]


def test_a_silence_with_an_unknown_day_is_none(history: History) -> None:
    history.know_span("2025-01-01 00:00", "2025-01-20 00:00")
    history.know_span("2025-02-10 00:00", "2025-04-01 00:00")
    for at in ("2025-01-02 08:00", "2025-01-06 08:00", "2025-02-20 08:00"):
        history.play(at, song=BOATS)
    days = part(page(history, "artist:Ada"), "days")
    assert [figure(days, name) for name in ("silence_days", "return_title")] == [3, "Boats"]


@given(
    first=st.integers(0, 20),
    length=st.integers(3, 9),
    before=st.integers(1, 2),
    plays=st.integers(1, 3),
)
def test_a_planted_streak_is_found(first: int, length: int, before: int, plays: int) -> None:
    """Shorter streaks before it do not hide it."""
    start = datetime(2025, 2, 1, 12, tzinfo=BERLIN) + timedelta(days=first)
    with_streak = [start + timedelta(days=day) for day in range(length)]
    earlier = [start - timedelta(days=gap + 2) for gap in range(before)]
    history = History()
    for moment in (*earlier, *with_streak):
        for play in range(plays):
            history.play((moment + timedelta(minutes=10 * play)).isoformat(), song=BOATS)
    found = page(history, "artist:Ada")
    streak = columns(part(found, "days"), "longest_streak_days", "streak_first_day")[0]
    history.close()
    assert (figure(found, "longest_streak_days"), streak) == (length, (length, start.date()))


def test_hours_hold_all_of_the_listening_time_where_it_sounded(history: History) -> None:
    history.play("2025-03-01 08:55", 10 * MINUTE, song=BOATS)
    hours = part(page(history, "artist:Ada"), "hours")
    assert column(hours, "heard_ms")[8:10] == [5 * MINUTE, 5 * MINUTE]
    assert column(hours, "plays")[7:11] == [0, 1, 0, 0]


@pytest.mark.parametrize("offset", [0, 1, 2, 3])
def test_a_point_where_a_track_is_left_is_found_among_skips_of_its_first_seconds(
    offset: int, history: History
) -> None:
    for day in range(1, 20):
        left = (72 + (day + offset) % 7 - 3) * SECOND if day % 3 else 2 * SECOND
        history.play(f"2025-03-{day:02} 08:00", left, song=BOATS, verdict="skipped")
    skips = part(page(history, "track:Boats"), "skips")
    assert (figure(skips, "passed_over"), figure(skips, "left")) == (6, 13)
    left_at = figure(skips, "left_at_ms")
    assert isinstance(left_at, int)
    assert abs(left_at - 72 * SECOND) <= 3 * SECOND


def test_skips_that_are_known_between_wide_bounds_are_no_point(history: History) -> None:
    for day, (seconds, spread) in enumerate(((60, 30), (90, 4)), 1):
        play = history.play(
            f"2025-03-{day:02} 08:00", seconds * SECOND, song=BOATS, verdict="skipped"
        )
        bounds = (play, 50 * SECOND, (50 + spread) * SECOND)
        history.conn.execute("insert into play_bounds values (?, ?, ?, 0.9)", bounds)
    skips = part(page(history, "track:Boats"), "skips")
    assert [figure(skips, name) for name in ("skips", "left", "left_at_ms")] == [2, 1, 90 * SECOND]


def test_where_no_row_says_how_plays_ended_skips_are_unknown(history: History) -> None:
    history.play("2025-03-01 08:00", song=BOATS, verdict="unknown")
    found = page(history, "artist:Ada")
    assert figure(found, "skip_rate") is None
    assert [figure(part(found, "skips"), name) for name in ("skips", "left")] == [None, None]


def test_a_window_is_compared_with_the_one_before(history: History) -> None:
    history.play("2025-02-20 08:00", song=BOATS)
    history.play("2025-03-20 08:00", song=BOATS)
    history.play("2025-03-21 08:00", song=BOATS)
    found = page(history, "artist:Ada", asked("2025-03-04", "2025-04-01"))
    assert column(found, "plays") == [2, 1]


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_in_a_sentence_what_it_tells(name: str) -> None:
    assert PAGES[name].ABOUT.endswith(".")
