from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from musicanalyser.report import Column, Layout, Report
from musicanalyser.reports.wrapped import _HEADINGS, tell_story
from musicanalyser.roast.facts.fact_kind import Theme
from musicanalyser.roast.persona import Fact
from musicanalyser.roast.sanitize import sanitize_name
from tests.stats.history import BERLIN, HOUR, MINUTE, History, Song, asked

WEEK = asked("2025-03-10", "2025-03-17")
HIT = Song(title="Hit", artist="Ada")


@pytest.fixture
def heard(history: History) -> History:
    """A week in which one song leads, and each of seven others is played on a day."""
    for day in range(7):
        at = datetime(2025, 3, 10, 8, tzinfo=BERLIN) + timedelta(days=day)
        history.play(at.isoformat(), HOUR, song=HIT)
        other = Song(title=f"T{day}", artist=f"A{day}")
        history.play((at + timedelta(hours=2)).isoformat(), song=other)
    return history


def fact(kind: str, statistic: str, *names: str, fact_id: str = "F1") -> Fact:
    return Fact(
        id=fact_id,
        kind=kind,
        text=f"About {kind}.",
        figures=(),
        names=names,
        statistic=statistic,
        surprise=1.0,
        coverage=1.0,
    )


def roast_of(*fact_ids: str) -> Report:
    return Report(
        name="roast",
        title="The Regular",
        layout=Layout.CARD,
        columns=(Column(name="part", title="Part"), Column(name="fact_ids", title="Facts")),
        rows=(("line", " ".join(fact_ids)),),
    )


def story(history: History, *facts: Fact, cited: Sequence[str] = ()) -> Report:
    return tell_story(history.conn, WEEK, facts, roast_of(*cited))


def test_it_opens_with_time_artist_and_track_and_ends_with_the_roast(heard: History) -> None:
    told = story(heard)
    assert told.layout is Layout.STORY
    assert [card.title for card in told.parts] == [
        "7 h 21 min of music",
        "Ada",
        "Hit",
        "The Regular",
    ]
    time, artist, track, _ = told.parts
    assert time.summary == "14 plays by 8 artists, on 7 days."
    assert artist.summary == "Your artist of the week: 7 plays, 7 h, 95% of all your time."
    assert track.summary == (
        "By Ada, and your track of the week: 7 plays, 7 h, 95% of all your time."
    )


def test_the_time_is_compared_with_a_previous_window_that_is_known(heard: History) -> None:
    heard.know_span("2025-03-01", "2025-03-18")
    heard.play("2025-03-05 08:00", 7 * HOUR)
    words = "It is 5% more time than in the previous 7 days."
    assert story(heard).parts[0].summary.endswith(words)
    heard.play("2025-03-06 08:00", 21 * MINUTE)
    assert "It is about as much time as in the previous 7 days." in story(heard).parts[0].summary


@pytest.mark.parametrize(
    ("since", "until", "words"),
    [
        ("2025-03-01", "2025-04-01", "the month"),
        ("2025-01-01", "2026-01-01", "the year"),
        ("2025-03-01", "2025-03-20", "these days"),
        (None, "2026-01-01", "all time"),
    ],
)
def test_a_window_is_called_what_people_call_it(
    heard: History, since: str | None, until: str, words: str
) -> None:
    told = tell_story(heard.conn, asked(since, until), (), roast_of())
    assert told.parts[1].summary.startswith(f"Your artist of {words}: ")


def test_many_hours_are_told_in_days_and_nights(history: History) -> None:
    history.play("2025-03-10 08:00", 50 * HOUR)
    time = story(history).parts[0]
    assert time.title == "50 hours of music"
    assert time.summary.endswith("Without a break, that is 2 days and nights.")


def test_one_fact_of_each_theme_is_told_and_news_before_what_the_roast_tells(
    heard: History,
) -> None:
    facts = (
        fact("night", "heatmap", fact_id="F1"),
        fact("early", "heatmap", fact_id="F2"),
        fact("streak", "streaks", fact_id="F3"),
    )
    cards = story(heard, *facts, cited=["F1", "F3"]).parts[3:-1]
    assert [card.summary for card in cards] == ["About early.", "About streak."]


def test_what_the_cards_before_say_is_not_told_again(heard: History) -> None:
    told = fact("one-song", "top-tracks", "Hit", "Ada")
    news = fact("loop", "top-tracks", "T6", "A6")
    assert [card.summary for card in story(heard, told, news).parts[3:-1]] == ["About loop."]


def test_the_list_below_a_fact_names_what_it_is_about(heard: History) -> None:
    (card,) = story(heard, fact("loop", "top-tracks", "T6", "A6")).parts[3:-1]
    titles = [row[1] for row in card.rows]
    assert titles == ["Hit", "T0", "T1", "T2", "T6"]


def test_below_a_fact_without_a_name_are_the_figures_it_is_from(heard: History) -> None:
    (hours,) = story(heard, fact("night", "heatmap")).parts[3:-1]
    assert hours.name == "clock"
    (sitting,) = story(heard, fact("long-session", "sessions")).parts[3:-1]
    assert (sitting.name, sitting.parts) == ("sessions", ())


def test_without_music_there_are_facts_and_the_roast_alone(history: History) -> None:
    history.play("2025-03-12 08:00", HOUR, song=Song(title="E", artist="Show", kind="podcast"))
    told = story(history, fact("podcasts", "totals"))
    assert [card.summary for card in told.parts] == ["About podcasts.", ""]


def test_names_are_found_as_facts_write_them(heard: History) -> None:
    heard.play("2025-03-12 21:00", song=Song(title="T\u202e9\n", artist="A9"))
    (card,) = story(heard, fact("loop", "top-tracks", sanitize_name("T\u202e9\n"), "A9")).parts[
        3:-1
    ]
    assert card.name == "top-tracks"
    assert "A9" in str(card.rows)


def test_every_theme_has_a_heading_of_its_own() -> None:
    assert _HEADINGS.keys() == set(Theme)
    assert len({*_HEADINGS.values()}) == len(_HEADINGS)


def test_no_private_play_is_in_a_story(heard: History) -> None:
    secret = Song(title="Secret", artist="Sue")
    heard.play("2025-03-12 20:00", 20 * HOUR, song=secret, private=True)
    assert "Secret" not in str(story(heard, fact("loop", "top-tracks", "Secret", "Sue")))
    with_private = replace(WEEK, private=True)
    assert "Secret" in str(tell_story(heard.conn, with_private, (), roast_of()))
