"""What single kinds of fact claim, and when."""

from dataclasses import replace
from datetime import date, datetime

from musicanalyser.roast.fact_ranking import find_facts
from musicanalyser.timespan import to_ms
from tests.roast.habits import LOVED, QUARTER, facts_of, play_daily, reports
from tests.stats.history import BERLIN, HOUR, MINUTE, History, Song


def test_a_favourite_that_is_mostly_skipped_contradicts_itself(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-04-01")
    play_daily(history, "2025-01-01", "2025-02-10", at="20:00", plays=1, song=LOVED)
    play_daily(
        history, "2025-01-01", "2025-03-02", at="20:30", plays=1, song=LOVED, verdict="skipped"
    )
    found = facts_of(history)["skipped-favourite"]
    assert found.text == (
        "60 % of 100 plays of “Aria” by Ada, number 1 of the most heard tracks, were skipped,"
        " against 13 % of all plays."
    )
    assert found.names == ("Aria", "Ada")
    assert found.statistic == "skips"


def test_a_favourite_skipped_as_usual_contradicts_nothing(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-02-15", plays=2)
    play_daily(history, "2025-01-01", "2025-02-15", at="14:00", plays=2, verdict="skipped")
    play_daily(history, "2025-01-01", "2025-02-15", at="20:00", plays=1, song=LOVED)
    play_daily(
        history, "2025-01-01", "2025-02-15", at="20:30", plays=1, song=LOVED, verdict="skipped"
    )
    assert "skipped-favourite" not in facts_of(history)


def test_a_streak_goes_on_only_if_it_does(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-01-21", plays=1)
    assert facts_of(history)["streak"].text == (
        "The longest streak of days with music lasted 20 days."
    )
    play_daily(history, "2025-02-20", "2025-04-01", plays=1)
    assert facts_of(history)["streak"].text == (
        "The streak of days with music has lasted 40 days and goes on."
    )


def test_a_streak_of_today_does_not_go_on_from_a_window_that_ended_without_one(
    history: History,
) -> None:
    play_daily(history, "2025-01-01", "2025-01-07", plays=1)
    play_daily(history, "2025-05-01", "2025-05-21", plays=1)
    later = replace(QUARTER, today=date(2025, 5, 20))
    assert facts_of(history, later)["streak"].text == (
        "The longest streak of days with music lasted 6 days."
    )


def test_private_sessions_are_a_fact_only_if_they_are_included(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-04-01", plays=3)
    for one in range(1, 31):
        history.play(f"2025-01-{one:02} 20:00", private=True)
    assert "private" not in facts_of(history)
    found = find_facts(reports(history, QUARTER, private=True), {}, limit=99)
    texts = {fact.kind: fact.text for fact in found}
    assert texts["private"] == "10 % of the time was heard in private sessions."


def test_podcasts_are_compared_with_music(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-01-31", plays=2)
    episode = Song(title="One", artist="Talk", album=None, uri="spotify:episode:1", kind="podcast")
    play_daily(history, "2025-01-01", "2025-01-31", at="20:00", plays=2, song=episode)
    assert facts_of(history)["podcasts"].text == (
        "50 % of the time went to podcasts rather than music."
    )


def test_names_are_made_safe_and_never_read_as_anything_else(history: History) -> None:
    nasty = Song(title="{plays}\u202e {0}\n[bold]", artist="{of}\x1b[31m", uri="x:nasty")
    play_daily(history, "2025-03-01", "2025-03-08", plays=3, song=nasty)
    found = facts_of(history)["obsession"]
    assert found.names == ("{plays} {0} [bold]", "{of}[31m")
    assert found.text == "“{plays} {0} [bold]” by {of}[31m was played 21 times within 7 days."


def test_what_has_no_name_is_not_spoken_of(history: History) -> None:
    play_daily(history, "2025-03-01", "2025-03-31", song=Song(title="\u200b", uri="x:nameless"))
    assert not {"obsession", "repeat", "most-played"} & facts_of(history).keys()


def test_a_fact_has_the_coverage_of_its_statistic(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-03-02")
    play_daily(history, "2025-03-02", "2025-04-01", at="20:00", plays=8, verdict="unknown")
    found = facts_of(history)
    assert found["skip-rate"].coverage == 0.5
    assert found["night"].coverage == 1.0


def test_a_long_session_is_shown_with_its_plays(history: History) -> None:
    noon_ms = to_ms(datetime(2025, 3, 1, 12, tzinfo=BERLIN))
    for began_ms in range(noon_ms, noon_ms + 30 * HOUR // 4, HOUR // 4):
        history.play_at(began_ms, MINUTE, song=LOVED, ended_ms=began_ms + MINUTE)
    found = facts_of(history)["long-session"]
    assert found.text == "The longest session lasted 7 h 16 min and held 30 plays."
