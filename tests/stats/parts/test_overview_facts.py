"""The facts in the overview."""

from itertools import count

from musicanalyser.stats import overview
from musicanalyser.stats.base.window_totals import sum_windows
from musicanalyser.stats.parts.overview_facts import overview_facts
from tests.stats.history import History, asked, column
from tests.stats.known_songs import famous, play, sounds

WEEK = asked("2025-03-10", "2025-03-17")
STEPS_A_TICK = 100


def test_without_any_fact_the_overview_knows_nothing_of_facts(history: History) -> None:
    play(history, "a", 10)
    report = overview.answer(history.conn, WEEK)
    assert "hipster_score" not in [one.name for one in report.columns]
    assert report.notes == ()


def test_the_score_joins_the_key_figures_and_the_mood_the_notes(history: History) -> None:
    play(history, "a", 10)
    play(history, "b", 10, "2025-03-05 08:00")
    famous(history, "a", popularity=10)
    famous(history, "b", popularity=40)
    sounds(history, "a", valence=0.4, danceability=0.6)
    report = overview.answer(history.conn, WEEK)
    assert column(report, "hipster_score") == [90.0, 60.0]
    score, mood = report.notes
    assert score == (
        "The hipster score goes from 0 (mainstream) to 100; listener counts are known for 100% of"
        " listening time."
    )
    assert mood == (
        "Mood: rather sad, but you can dance to it; audio features are known for 100% of listening"
        " time."
    )
    assert len(report.credits) == 2


def test_where_too_little_is_known_both_are_unknown(history: History) -> None:
    play(history, "a", 39)
    play(history, "b", 61)
    famous(history, "a", popularity=10)
    sounds(history, "a")
    report = overview.answer(history.conn, WEEK)
    assert column(report, "hipster_score") == [None, None]
    assert "known for 39% of listening time" in report.notes[0]
    assert report.notes[1].startswith("Mood: unknown; audio features are known for 39% ")


def test_a_silent_window_after_one_with_music_has_no_notes(history: History) -> None:
    play(history, "a", 10, "2025-03-05 08:00")
    famous(history, "a", popularity=10)
    sounds(history, "a")
    report = overview.answer(history.conn, WEEK)
    assert column(report, "hipster_score") == [None, 90.0]
    assert report.notes == ()


def test_facts_about_what_was_not_heard_cost_little(history: History) -> None:
    play(history, "a", 10)
    famous(history, "a", popularity=1)  # or the names of all artists are searched for its own
    steps = []
    for old in (10, 500):
        for one in range(old):
            play(history, f"{old}-{one}", 1, at="2020-01-01 08:00")
            sounds(history, f"{old}-{one}")
            famous(history, f"{old}-{one}", popularity=1)
        steps.append(_steps(history))
    assert steps[1] <= steps[0] + 10


def _steps(history: History) -> int:
    ticks = count()
    heard = sum_windows(history.conn, WEEK)
    history.conn.set_progress_handler(lambda: next(ticks) and 0, STEPS_A_TICK)
    overview_facts(history.conn, heard)
    history.conn.set_progress_handler(None, STEPS_A_TICK)
    return next(ticks)
