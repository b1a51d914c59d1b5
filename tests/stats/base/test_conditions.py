from dataclasses import replace

import pytest

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Coverage
from musicanalyser.stats.base.conditions import has_music
from musicanalyser.stats.base.window_totals import rule_coverage
from tests.stats.history import MINUTE, History, Song, asked

WEEK = asked("2025-03-10", "2025-03-17")


def test_an_end_that_is_no_finish_is_known_too(history: History) -> None:
    for verdict in ("finished", "skipped", "stopped", "unknown"):
        history.play("2025-03-12 08:00", verdict=verdict)
    assert rule_coverage(history.conn, replace(WEEK, count_as=CountAs.FULL)) == Coverage(
        what="endings", of="plays", share=0.75
    )


def test_the_coverage_of_scrobbles_is_of_time_and_not_of_plays(history: History) -> None:
    history.play("2025-03-12 08:00", 3 * MINUTE, song=Song(title="a", length_ms=3 * MINUTE))
    history.play("2025-03-12 09:00", 1 * MINUTE, song=Song(title="b"))
    assert rule_coverage(history.conn, replace(WEEK, count_as=CountAs.SCROBBLE)) == Coverage(
        what="track lengths", share=0.75
    )


@pytest.mark.parametrize("count_as", [CountAs.ANY, CountAs.STREAM])
def test_a_rule_that_needs_only_the_play_has_no_coverage(
    history: History, count_as: CountAs
) -> None:
    history.play("2025-03-12 08:00")
    assert rule_coverage(history.conn, replace(WEEK, count_as=count_as)) is None


@pytest.mark.parametrize("count_as", [CountAs.SCROBBLE, CountAs.FULL])
def test_without_music_there_is_no_coverage(history: History, count_as: CountAs) -> None:
    history.play("2025-03-12 08:00", song=Song(kind="podcast"))
    history.play("2025-03-12 08:00", private=True)
    assert rule_coverage(history.conn, replace(WEEK, count_as=count_as)) is None


def test_music_in_one_of_the_windows_is_enough_however_short(history: History) -> None:
    history.play("2025-03-05 08:00", 1)
    previous = WEEK.window.previous()
    assert previous is not None
    assert has_music(history.conn, WEEK, WEEK.window, previous)
    assert not has_music(history.conn, WEEK, WEEK.window)
