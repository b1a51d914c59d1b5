from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from musicanalyser.errors import Error
from musicanalyser.flows.roasting.material import WindowReports, find_baseline, gather_material
from musicanalyser.roast.fact_ranking import find_facts
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import everything, last_days
from musicanalyser.timespan.parsing import parse_period
from tests.stats.history import BERLIN, History, Song

NOW = datetime(2025, 3, 31, 20, tzinfo=UTC)
MONTH = last_days(31, now=NOW, zone=BERLIN)
QUESTION = Question(window=MONTH, today=NOW.date())
SONGS = [Song(title=f"Song {one}", artist=f"Artist {one % 9}", uri=f"x:{one}") for one in range(40)]


@pytest.fixture
def history() -> Iterator[History]:
    """Ten plays a day of March, every fourth skipped."""
    with closing(History()) as history:
        for day in range(1, 32):
            for play in range(10):
                history.play(
                    f"2025-03-{day:02} {8 + play:02}:15",
                    song=SONGS[(day * play) % len(SONGS)],
                    verdict="skipped" if play % 4 == 0 else "finished",
                )
        yield history


def test_the_baseline_is_the_year_before_the_window() -> None:
    before = find_baseline(MONTH)
    assert before is not None
    assert (before.until, before.days) == (MONTH.since, 365)
    assert before.since == datetime(2024, 3, 1, tzinfo=BERLIN)
    assert find_baseline(everything(now=NOW, zone=BERLIN)) is None


def test_the_baseline_of_a_leap_year_is_365_days_too() -> None:
    before = find_baseline(parse_period("2025-01", now=NOW, zone=BERLIN))
    assert before is not None
    assert before.since == datetime(2024, 1, 2, tzinfo=BERLIN)


def test_facts_come_with_the_window_the_definition_and_the_names(history: History) -> None:
    found = gather_material(history.conn, QUESTION)
    assert len(found.facts) > 3
    assert found.span.label == "last 31 days"
    assert "Private sessions excluded." in found.definition
    assert {"Song 1", "Artist 1"} <= found.known_names


def test_the_same_history_gives_the_same_material(history: History) -> None:
    assert gather_material(history.conn, QUESTION) == gather_material(history.conn, QUESTION)


def test_too_little_is_an_error_that_says_what_to_do(history: History) -> None:
    empty = replace(QUESTION, window=parse_period("2024-06", now=NOW, zone=BERLIN))
    with pytest.raises(Error) as caught:
        gather_material(history.conn, empty)
    assert caught.value.message == "Nothing was played in this window."
    assert caught.value.hint == "Choose a longer window, such as --year or --all."
    with pytest.raises(Error) as caught:
        gather_material(history.conn, replace(empty, exports_only=True))
    assert caught.value.hint.endswith("Or add --data all to include plays that are in no export.")


def test_with_exports_only_no_other_play_is_used(
    history: History,
) -> None:
    exported = gather_material(history.conn, replace(QUESTION, exports_only=True))
    assert exported.facts == gather_material(history.conn, QUESTION).facts
    secret = Song(title="Unheard of", artist="Nobody", uri="x:secret")
    for hour in range(10):
        play_id = history.play(f"2025-03-20 {hour:02}:45", song=secret)
        history.set_source(play_id, "watch")
    assert gather_material(history.conn, replace(QUESTION, exports_only=True)) == exported
    all_plays = gather_material(history.conn, QUESTION)
    assert "Nobody" in all_plays.known_names


def test_private_plays_leave_no_name_behind(history: History) -> None:
    secret = Song(title="Unheard of", artist="Nobody", uri="x:secret")
    for hour in range(10):
        history.play(f"2025-03-20 {hour:02}:45", song=secret, private=True)
    found = gather_material(history.conn, QUESTION)
    assert "Nobody" not in found.known_names
    assert not any("Nobody" in fact.text for fact in found.facts)


def test_only_statistics_that_a_kind_needs_are_computed(history: History) -> None:
    reports = WindowReports(history.conn, QUESTION)
    find_facts(reports, {})
    names = {report.name for report in reports.computed}
    assert {"log", "definitions", "coverage"}.isdisjoint(names)
    assert {"heatmap", "skips", "moments"} <= names
    assert reports["skips"] is reports["skips"]
