"""One track in two samples: each threshold, just within and just beyond it."""

import pytest

from musicanalyser.listening.tracking.same_track import continue_play
from musicanalyser.listening.tracking.sample_pair import is_at_end, pair_samples
from tests.listening.tracking.tapes import START_MS
from tests.listening.tracking.values import (
    after_a_minute,
    near_the_end,
    observation,
    playing,
    sample,
    times_ms,
)


def test_two_samples_are_compared_by_clock_and_position() -> None:
    pair = pair_samples(playing(0), sample(1_000, 5_000), sample(9_000, 14_000))
    assert (pair.gap_ms, pair.moved_ms, pair.left_ms) == (8_000, 9_000, 195_000)
    assert (pair.position_ms, pair.restart_ms) == (14_000, START_MS - 5_000)


def test_a_position_beyond_the_end_is_the_end() -> None:
    pair = pair_samples(playing(0), sample(1_000, 199_000), sample(9_000, 207_000))
    assert (pair.position_ms, pair.moved_ms) == (200_000, 1_000)
    unknown = pair_samples(playing(0, length_ms=None), sample(0, 199_000), sample(0, 207_000))
    assert (unknown.position_ms, unknown.left_ms) == (207_000, None)


@pytest.mark.parametrize(("position_ms", "expected"), [(199_000, True), (198_999, False)])
def test_clients_stop_a_second_before_the_end(position_ms: int, expected: bool) -> None:
    assert is_at_end(sample(0, position_ms)) is expected
    assert not is_at_end(sample(0, position_ms, length_ms=None))
    assert not is_at_end(sample(0, None))


@pytest.mark.parametrize(
    ("position_ms", "low_ms", "heard_ms", "high_ms"),
    [
        (70_000, 70_000, 70_000, 70_000),
        (71_600, 71_600, 71_600, 71_600),
        (71_601, 70_000, 70_000, 70_000),  # a seek forward
        (68_400, 68_400, 68_400, 68_400),
        (68_399, 68_399, 68_399, 70_000),  # a pause
        (60_000, 60_000, 60_000, 70_000),
        (58_400, 60_000, 60_000, 70_000),
        (58_399, 70_000, 70_000, 70_000),  # a seek back
    ],
)
def test_the_time_heard_follows_from_position_and_clock(
    position_ms: int, low_ms: int, heard_ms: int, high_ms: int
) -> None:
    found = after_a_minute(position_ms)
    assert times_ms(found.play) == (low_ms, heard_ms, high_ms)
    assert found.finished is None


def test_a_position_that_falls_back_within_a_short_gap_adds_nothing() -> None:
    assert times_ms(after_a_minute(59_500, at_ms=61_000).play) == (60_000, 60_000, 60_000)


@pytest.mark.parametrize(
    ("at_ms", "position_ms", "state"),
    [
        (199_999, 199_000, "plays"),
        (200_000, 199_000, "pending"),
        (200_000, 198_999, "plays"),
        (210_000, 199_000, "pending"),
        (210_001, 199_000, "done"),
        (200_000, 202_000, "pending"),
        (200_000, 202_001, "done"),
    ],
)
def test_a_track_that_stays_at_its_end_is_done_after_ten_seconds(
    at_ms: int, position_ms: int, state: str
) -> None:
    found = near_the_end(position_ms, at_ms=at_ms)
    pending, done = found.is_pending, found.finished is not None
    assert ("pending" if pending else "done" if done else "plays") == state


def test_a_done_track_ended_when_it_was_over() -> None:
    done = near_the_end(199_000, at_ms=230_000)
    assert done.play is None
    assert done.finished is not None
    assert (done.finished.ended_ms, done.finished.played_ms) == (START_MS + 200_000, 200_000)
    assert (done.finished.reason_end, observation(done.finished).confidence) == ("trackdone", 0.99)
    assert observation(done.finished).latest_ms == START_MS + 230_000


def test_a_track_of_unknown_length_is_never_done() -> None:
    play = playing(190_000, length_ms=None)
    found = continue_play(play, sample(190_000, 190_000), sample(230_000, 199_500))
    assert (found.finished, found.is_pending) == (None, False)
