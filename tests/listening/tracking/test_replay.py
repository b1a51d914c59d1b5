"""A track that begins again, by itself or by the back button.

Unless a test says otherwise, two samples of A are ten seconds apart, the first after a minute.
"""

from dataclasses import replace

import pytest

from musicanalyser.listening.tracking.same_track import continue_play
from tests.listening.tracking.tapes import START_MS
from tests.listening.tracking.values import (
    after_a_minute,
    near_the_end,
    observation,
    playing,
    sample,
)


@pytest.mark.parametrize(("position_ms", "is_restart"), [(11_600, True), (11_601, False)])
def test_a_position_near_the_start_is_that_of_a_restart(position_ms: int, is_restart: bool) -> None:
    assert (after_a_minute(position_ms).finished is not None) is is_restart


def test_a_restart_ends_a_play_when_the_next_begins() -> None:
    found = after_a_minute(8_000)
    assert found.finished is not None
    assert (found.finished.ended_ms, found.finished.played_ms) == (START_MS + 62_000, 62_000)
    assert found.finished.reason_end == "backbtn"
    assert observation(found.finished).confidence == 0.71
    assert observation(found.finished).latest_ms == START_MS + 70_000
    assert found.play is not None
    assert (found.play.started_ms, found.play.heard_ms) == (START_MS + 62_000, 8_000)
    assert found.play.reason_start == "backbtn"


def test_a_restart_between_two_samples_lies_between_them() -> None:
    found = after_a_minute(11_000)
    assert found.finished is not None
    assert found.finished.ended_ms == START_MS + 60_000
    assert found.play is not None
    assert (found.play.started_ms, found.play.heard_ms) == (START_MS + 60_000, 10_000)


def test_no_more_of_a_track_is_heard_before_a_restart_than_is_left() -> None:
    found = near_the_end(10_000, at_ms=240_000)
    assert found.finished is not None
    assert (found.finished.ended_ms, found.finished.reason_end) == (START_MS + 200_000, "backbtn")
    unknown = continue_play(
        playing(190_000, length_ms=None),
        sample(190_000, 190_000),
        sample(240_000, 10_000, length_ms=None),
    )
    assert unknown.finished is not None
    assert unknown.finished.ended_ms == START_MS + 230_000


@pytest.mark.parametrize(
    ("changed_ms", "is_seek"),
    [(63_600, False), (63_601, True), (70_000, True), (70_001, False), (60_000, False)],
)
def test_a_later_change_of_playback_makes_it_a_seek(changed_ms: int, is_seek: bool) -> None:
    found = after_a_minute(8_000, changed_ms=START_MS + changed_ms)
    assert (found.finished is None) is is_seek


@pytest.mark.parametrize(
    ("changed_ms", "is_restart"),
    [(8_000, True), (9_600, True), (9_601, False), (6_400, True), (6_399, False), (None, False)],
)
def test_a_restart_early_in_a_track_needs_a_change_of_playback_at_its_start(
    changed_ms: int | None, is_restart: bool
) -> None:
    before = sample(6_000, 6_000)
    after = sample(15_000, 7_000, changed_ms=changed_ms and START_MS + changed_ms)
    assert (continue_play(playing(6_000), before, after).finished is not None) is is_restart


def test_a_change_of_playback_before_the_first_sample_says_nothing() -> None:
    after = sample(15_000, 8_500, changed_ms=START_MS + 6_000)
    assert continue_play(playing(6_000), sample(6_000, 7_000), after).finished is None
    later = replace(after, changed_ms=START_MS + 6_001)
    assert continue_play(playing(6_000), sample(6_000, 7_000), later).finished is not None


@pytest.mark.parametrize(("position_ms", "is_restart"), [(9_000, True), (9_001, False)])
def test_a_restart_lies_within_the_gap(position_ms: int, is_restart: bool) -> None:
    before = sample(6_000, 6_000)
    changed_ms = START_MS + 6_001
    after = sample(15_000, position_ms, changed_ms=changed_ms)
    found = continue_play(playing(6_000), replace(before, progress_ms=10_000), after)
    assert (found.finished is not None) is is_restart


@pytest.mark.parametrize(
    ("position_ms", "reason"),
    [
        (5_000, "trackdone"),
        (7_500, "trackdone"),
        (7_501, "backbtn"),
        (2_500, "trackdone"),
        (2_499, "backbtn"),
    ],
)
def test_a_repeat_is_about_as_far_as_the_end_was_long_ago(position_ms: int, reason: str) -> None:
    found = near_the_end(position_ms, at_ms=205_000)
    assert found.finished is not None
    assert found.finished.reason_end == reason


@pytest.mark.parametrize(("at_ms", "reason"), [(197_501, "trackdone"), (197_500, "backbtn")])
def test_a_repeat_comes_at_most_two_and_a_half_seconds_early(at_ms: int, reason: str) -> None:
    found = near_the_end(0, at_ms=at_ms)
    assert found.finished is not None
    assert found.finished.reason_end == reason


def test_a_repeat_is_two_plays() -> None:
    found = near_the_end(5_000, at_ms=205_000)
    assert found.finished is not None
    assert (found.finished.ended_ms, found.finished.played_ms) == (START_MS + 200_000, 200_000)
    assert observation(found.finished).confidence == 0.99
    assert found.play is not None
    assert (found.play.started_ms, found.play.heard_ms) == (START_MS + 200_000, 5_000)
    assert found.play.reason_start == "trackdone"


def test_a_repeat_seen_early_was_heard_until_then() -> None:
    found = near_the_end(0, at_ms=198_000)
    assert found.finished is not None
    assert (found.finished.ended_ms, found.finished.played_ms) == (START_MS + 198_000, 198_000)


def test_a_track_of_unknown_length_never_repeats_by_itself() -> None:
    play = playing(190_000, length_ms=None)
    found = continue_play(play, sample(190_000, 190_000), sample(205_000, 5_000, length_ms=None))
    assert found.finished is not None
    assert found.finished.reason_end == "backbtn"


@pytest.mark.parametrize(("position_ms", "is_restart"), [(58_400, False), (58_399, True)])
def test_a_restart_has_moved_back_by_more_than_a_lag(position_ms: int, is_restart: bool) -> None:
    assert (after_a_minute(position_ms, at_ms=120_000).finished is not None) is is_restart


@pytest.mark.parametrize(("position_ms", "is_repeat"), [(188_400, False), (188_399, True)])
def test_a_repeat_has_moved_back_by_more_than_a_lag(position_ms: int, is_repeat: bool) -> None:
    assert (near_the_end(position_ms, at_ms=388_400).finished is not None) is is_repeat
