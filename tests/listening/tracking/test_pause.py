"""A play that is paused at the second of two samples, or was at the first.

Unless a test says otherwise, the first sample of A is after a minute.
"""

from typing import Any

import pytest

from musicanalyser.listening.tracking.same_track import continue_play
from musicanalyser.listening.tracking.sample_pair import Continuation
from tests.listening.tracking.tapes import START_MS
from tests.listening.tracking.values import (
    after_a_minute,
    bounds_ms,
    near_the_end,
    observation,
    paused,
    playing,
    sample,
    times_ms,
)


@pytest.mark.parametrize(
    ("position_ms", "heard_ms", "paused_at_ms"),
    [(66_000, 66_000, 66_000), (75_000, 70_000, 70_000), (58_400, 60_000, 60_000)],
)
def test_a_pause_begins_where_the_position_stands(
    position_ms: int, heard_ms: int, paused_at_ms: int
) -> None:
    play = after_a_minute(position_ms, is_playing=False).play
    assert times_ms(play) == (heard_ms, heard_ms, heard_ms)
    assert play is not None
    assert play.paused_ms == START_MS + paused_at_ms


def test_after_a_seek_back_and_a_pause_any_time_may_have_been_heard() -> None:
    play = after_a_minute(58_399, is_playing=False).play
    assert times_ms(play) == (60_000, 60_000, 70_000)
    assert play is not None
    assert play.paused_ms == START_MS + 60_000


@pytest.mark.parametrize(("position_ms", "at_end"), [(198_000, True), (197_999, False)])
def test_a_pause_within_two_seconds_of_the_end_is_at_the_end(
    position_ms: int, at_end: bool
) -> None:
    play = near_the_end(position_ms, at_ms=199_000, is_playing=False).play
    assert play is not None
    assert play.is_paused_at_end is at_end


@pytest.mark.parametrize(
    ("at_ms", "position_ms", "is_done"),
    [(198_400, 999, True), (198_399, 999, False), (198_400, 1_000, False)],
)
def test_a_pause_at_the_start_after_the_end_means_that_it_ended(
    at_ms: int, position_ms: int, is_done: bool
) -> None:
    found = near_the_end(position_ms, at_ms=at_ms, is_playing=False)
    assert (found.finished is not None) is is_done
    assert (found.play is None) is is_done


def test_a_track_of_unknown_length_is_paused_wherever_it_stands() -> None:
    play = playing(190_000, length_ms=None)
    found = continue_play(play, sample(190_000, 190_000), sample(230_000, 500, is_playing=False))
    assert found.finished is None
    assert found.play is not None
    assert not found.play.is_paused_at_end


def from_pause(position_ms: int, *, at_ms: int = 80_000, **changes: Any) -> Continuation:  # noqa: ANN401 - any field
    """Return what a second sample makes of a play that was paused after a minute."""
    before = sample(60_000, 60_000, is_playing=False)
    return continue_play(paused(60_000), before, sample(at_ms, position_ms, **changes))


@pytest.mark.parametrize(
    ("position_ms", "low_ms", "heard_ms", "high_ms"),
    [
        (65_000, 65_000, 65_000, 65_000),
        (81_600, 80_000, 80_000, 80_000),
        (81_601, 60_000, 70_000, 80_000),  # a seek forward, at any time
        (58_400, 60_000, 60_000, 60_000),
        (58_399, 60_000, 70_000, 80_000),  # a seek back, at any time
        (20_001, 60_000, 70_000, 80_000),
    ],
)
def test_a_resumed_play_was_heard_for_as_long_as_its_position_moved(
    position_ms: int, low_ms: int, heard_ms: int, high_ms: int
) -> None:
    found = from_pause(position_ms)
    assert times_ms(found.play) == (low_ms, heard_ms, high_ms)
    assert found.play is not None
    assert found.play.paused_ms is None


def test_a_restart_from_a_pause_ends_the_play_in_its_pause() -> None:
    found = from_pause(20_000)
    assert found.finished is not None
    assert (found.finished.ended_ms, found.finished.reason_end) == (START_MS + 60_000, "backbtn")
    assert observation(found.finished).confidence == 0.97
    assert found.play is not None
    assert (found.play.started_ms, found.play.heard_ms) == (START_MS + 60_000, 20_000)


@pytest.mark.parametrize(("position_ms", "is_restart"), [(58_400, False), (58_399, True)])
def test_a_restart_has_moved_back_by_more_than_a_lag(position_ms: int, is_restart: bool) -> None:
    found = from_pause(position_ms, at_ms=120_000)
    assert (found.finished is not None) is is_restart


@pytest.mark.parametrize(
    ("position_ms", "repeats", "reason"),
    [(11_600, True, "trackdone"), (11_601, True, "backbtn"), (11_600, False, "backbtn")],
)
def test_a_repeated_track_may_have_come_to_its_end_from_the_pause(
    position_ms: int, repeats: bool, reason: str
) -> None:
    found = from_pause(position_ms, at_ms=210_000, repeats_track=repeats)
    assert found.finished is not None
    assert found.finished.reason_end == reason


def test_the_first_of_two_samples_may_say_that_the_track_repeats() -> None:
    before = sample(60_000, 60_000, is_playing=False, repeats_track=True)
    found = continue_play(paused(60_000), before, sample(210_000, 11_600))
    assert found.finished is not None
    assert found.finished.reason_end == "trackdone"


@pytest.mark.parametrize(
    ("position_ms", "heard_ms", "paused_at_ms"),
    [
        (60_000, 60_000, 60_000),
        (61_600, 60_000, 60_000),
        (61_601, 61_601, 80_000),
        (90_000, 80_000, 80_000),
    ],
)
def test_a_position_that_has_moved_in_a_pause_was_heard(
    position_ms: int, heard_ms: int, paused_at_ms: int
) -> None:
    play = from_pause(position_ms, is_playing=False).play
    assert times_ms(play) == (heard_ms, heard_ms, heard_ms)
    assert play is not None
    assert play.paused_ms == START_MS + paused_at_ms


@pytest.mark.parametrize(("pause_ms", "ends"), [(1_800_000, False), (1_800_001, True)])
def test_a_pause_longer_than_half_an_hour_ends_a_play(pause_ms: int, ends: bool) -> None:
    found = from_pause(60_000, at_ms=60_000 + pause_ms, is_playing=False)
    assert (found.finished is not None) is ends
    assert (found.play is None) is ends
    if found.finished is not None:
        assert (found.finished.ended_ms, found.finished.reason_end) == (
            START_MS + 60_000,
            "endplay",
        )
        assert bounds_ms(found.finished) == (58_000, 62_000)
