"""What single kinds of fact claim, and when."""

from datetime import datetime

from musicanalyser.timespan import to_ms
from tests.roast.habits import LOVED, facts_of, play_daily
from tests.stats.history import BERLIN, HOUR, MINUTE, History, Song


def test_a_favourite_that_is_mostly_skipped_contradicts_itself(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-04-01")
    play_daily(history, "2025-01-21", "2025-03-02", at="20:00", plays=1, song=LOVED)
    play_daily(
        history, "2025-01-01", "2025-03-02", at="20:30", plays=1, song=LOVED, verdict="skipped"
    )
    found = facts_of(history)["skipped-favourite"]
    assert found.text == (
        "60% of 100 plays of “Aria” by Ada, number 1 of the most heard tracks, were skipped,"
        " against 13% of all plays."
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


def test_a_streak_is_the_longest_one(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-01-21", plays=1)
    play_daily(history, "2025-01-23", "2025-04-01", plays=1)
    assert facts_of(history)["streak"].text == (
        "The longest streak of days with music lasted 68 days."
    )


def test_podcasts_are_compared_with_music(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-01-31", plays=2)
    episode = Song(title="One", artist="Talk", album=None, uri="spotify:episode:1", kind="podcast")
    play_daily(history, "2025-01-01", "2025-01-31", at="20:00", plays=2, song=episode)
    assert facts_of(history)["podcasts"].text == (
        "50% of the time went to podcasts rather than music."
    )


def test_names_are_made_safe_and_never_read_as_anything_else(history: History) -> None:
    nasty = Song(title="{plays}\u202e {0}\n[bold]", artist="{of}\x1b[31m", uri="x:nasty")
    play_daily(history, "2025-03-01", "2025-03-08", plays=3, song=nasty)
    found = facts_of(history)["one-song"]
    assert found.names == ("{plays} {0} [bold]", "{of}[31m")
    assert found.text.startswith("“{plays} {0} [bold]” by {of}[31m has 100% of all plays: 21")


def test_what_has_no_name_is_not_spoken_of(history: History) -> None:
    play_daily(history, "2025-03-01", "2025-03-31", song=Song(title="\u200b", uri="x:nameless"))
    assert not {"obsession", "loop", "one-song"} & facts_of(history).keys()


def test_a_fact_has_the_coverage_of_its_statistic(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-03-02")
    play_daily(history, "2025-03-02", "2025-04-01", at="01:00", plays=8, verdict="unknown")
    found = facts_of(history)
    assert found["few-skips"].coverage == 0.5
    assert found["night"].coverage == 1.0


def test_a_long_session_is_shown_with_its_plays(history: History) -> None:
    noon_ms = to_ms(datetime(2025, 3, 1, 12, tzinfo=BERLIN))
    for began_ms in range(noon_ms, noon_ms + 30 * HOUR // 4, HOUR // 4):
        history.play_at(began_ms, MINUTE, song=LOVED, ended_ms=began_ms + MINUTE)
    found = facts_of(history)["long-session"]
    assert found.text == "The longest session lasted 7 h 16 min and held 30 plays."


def test_a_track_that_comes_back_after_half_a_year_is_a_comeback(history: History) -> None:
    play_daily(history, "2024-03-01", "2024-04-10", plays=1, song=LOVED)
    play_daily(history, "2024-01-01", "2025-04-01", at="18:00", plays=1)
    history.play("2025-02-01 20:00", song=LOVED)
    history.know_span("2024-01-01 00:00", "2025-04-01 00:00")
    assert facts_of(history)["comeback"].text == (
        "“Aria” by Ada was played again after 298 days: 40 plays before, 1 play since."
    )


def test_a_track_that_was_away_for_less_is_none(history: History) -> None:
    play_daily(history, "2024-08-01", "2024-09-10", plays=1, song=LOVED)
    history.play("2025-02-01 20:00", song=LOVED)
    assert "comeback" not in facts_of(history)


def test_three_plays_are_told_one_and_all(history: History) -> None:
    for hour in (8, 9, 10):
        history.play(f"2025-03-01 {hour:02}:00", 3 * MINUTE, song=LOVED)
    assert facts_of(history)["newcomer"].text == (
        "The whole window holds 3 plays of 1 track, 9 min in all."
    )


def test_a_listener_of_podcasts_alone_is_no_newcomer(history: History) -> None:
    episode = Song(title="One", artist="Talk", album=None, uri="spotify:episode:1", kind="podcast")
    play_daily(history, "2025-01-01", "2025-03-01", plays=2, song=episode)
    history.play("2025-03-01 20:00", 3 * MINUTE, song=LOVED)
    found = facts_of(history)
    assert found.keys() & {"talkers", "newcomer"} == {"talkers"}
    assert found["talkers"].text == (
        "5 h 54 min went to podcasts, in 118 episodes, and 1 play to music."
    )


def test_what_is_extreme_but_usual_leads_and_says_so(history: History) -> None:
    play_daily(history, "2024-01-01", "2025-04-01", at="02:00")
    found = facts_of(history)
    assert next(iter(found)) == "night"
    assert found["night"].is_usual


def test_of_two_facts_about_the_same_the_better_one_is_told(history: History) -> None:
    play_daily(history, "2025-01-01", "2025-04-01", at="02:00")
    found = facts_of(history)
    assert "night" in found
    assert "peak-hour" not in found
