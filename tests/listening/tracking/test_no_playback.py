"""What becomes of an open play when nothing, or something without a name, is observed."""

from dataclasses import replace

import pytest

from musicanalyser.listening.tracking.no_playback import give_up, take_nothing, take_unnamed
from musicanalyser.listening.tracking.open_play import OpenPlay
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.model.player import Activity, PlayerSample
from tests.listening.tracking.tapes import START_MS
from tests.listening.tracking.values import bounds_ms, observation, paused, playing, queued, sample


def state_of(play: OpenPlay, **changes: int | None) -> TrackerState:
    heard_ms = play.heard_ms
    state = TrackerState(
        open_play=play,
        last_sample=sample(heard_ms, heard_ms),
        polled_ms=START_MS + heard_ms,
        upcoming=queued("B"),
        idle_samples=3,
    )
    moments = {name: None if ms is None else START_MS + ms for name, ms in changes.items()}
    return replace(state, **moments)  # type: ignore[arg-type]  # fields that hold moments


def nothing(at_ms: int) -> PlayerSample:
    return PlayerSample(at_ms=START_MS + at_ms, activity=Activity.NOTHING)


def test_nothing_once_is_only_remembered() -> None:
    after = take_nothing(state_of(playing(60_000)), nothing(68_000))
    assert after.finished == ()
    assert after.state == replace(
        state_of(playing(60_000), polled_ms=68_000, absent_since_ms=68_000), idle_samples=4
    )


def test_nothing_for_a_quarter_of_a_minute_ends_a_play_half_way_to_the_first_time() -> None:
    state = state_of(playing(60_000), absent_since_ms=68_000)
    assert take_nothing(state, nothing(82_999)).finished == ()
    (one,) = take_nothing(state, nothing(83_000)).finished
    assert (one.ended_ms, one.played_ms, one.reason_end) == (START_MS + 64_000, 64_000, "endplay")
    assert bounds_ms(one) == (58_000, 70_000)
    assert observation(one).confidence == 0.97
    assert observation(one).latest_ms == START_MS + 68_000


@pytest.mark.parametrize(("gap_ms", "reason"), [(8_400, "trackdone"), (8_399, "endplay")])
def test_a_track_that_could_end_before_nothing_was_observed_did_so(
    gap_ms: int, reason: str
) -> None:
    state = state_of(playing(190_000), absent_since_ms=190_000 + gap_ms)
    (one,) = take_nothing(state, nothing(220_000)).finished
    assert one.reason_end == reason
    if reason == "trackdone":
        assert (one.ended_ms, one.played_ms) == (START_MS + 200_000, 200_000)
        assert bounds_ms(one) == (188_000, 202_000)
        assert observation(one).confidence == 0.63


def test_nothing_after_something_else_is_only_remembered_again() -> None:
    state = state_of(playing(60_000), absent_since_ms=68_000, absent_until_ms=76_000)
    after = take_nothing(state, nothing(84_000))
    assert after.finished == ()
    assert after.state.absent_since_ms == START_MS + 68_000
    assert after.state.absent_until_ms is None


def test_nothing_while_nothing_is_open_only_counts_samples() -> None:
    after = take_nothing(TrackerState(idle_samples=3), nothing(5_000))
    assert after.state == TrackerState(polled_ms=START_MS + 5_000, idle_samples=4)


@pytest.mark.parametrize(("pause_ms", "ends"), [(1_800_000, False), (1_800_001, True)])
def test_a_paused_device_may_go_away_for_half_an_hour(pause_ms: int, ends: bool) -> None:
    after = take_nothing(state_of(paused(60_000)), nothing(60_000 + pause_ms))
    assert (len(after.finished) == 1) is ends
    assert (after.state.open_play is None) is ends
    assert after.state.idle_samples == 4
    for one in after.finished:
        assert (one.ended_ms, one.reason_end) == (START_MS + 60_000, "endplay")
        assert observation(one).latest_ms == START_MS + 60_000 + pause_ms


def test_something_without_a_name_interrupts_a_play() -> None:
    first = take_unnamed(state_of(playing(60_000)), nothing(68_000)).state
    assert (first.absent_since_ms, first.absent_until_ms) == (START_MS + 68_000,) * 2
    assert (first.upcoming, first.idle_samples) == (None, 4)
    second = take_unnamed(first, nothing(76_000)).state
    assert (second.absent_since_ms, second.absent_until_ms) == (
        START_MS + 68_000,
        START_MS + 76_000,
    )


@pytest.mark.parametrize(("length_ms", "ends"), [(600_000, False), (600_001, True)])
def test_after_ten_minutes_of_something_else_a_play_is_given_up(length_ms: int, ends: bool) -> None:
    state = state_of(playing(60_000), absent_since_ms=68_000)
    after = take_unnamed(state, nothing(68_000 + length_ms))
    assert (len(after.finished) == 1) is ends
    assert [one.ended_ms - START_MS for one in after.finished] == [64_000] * ends


def test_something_without_a_name_while_nothing_is_open_only_counts_samples() -> None:
    after = take_unnamed(TrackerState(idle_samples=3), nothing(5_000))
    assert after.state == TrackerState(polled_ms=START_MS + 5_000, idle_samples=4)


def test_a_play_that_is_given_up_may_have_been_heard_to_its_end() -> None:
    (one,) = give_up(state_of(playing(60_000)), by_ms=START_MS + 900_000).finished
    assert (one.ended_ms, one.played_ms, one.reason_end) == (START_MS + 200_000, 200_000, "unknown")
    assert bounds_ms(one) == (58_000, 202_000)
    assert observation(one).confidence == 0.3
    assert observation(one).latest_ms == START_MS + 900_000


def test_a_play_of_unknown_length_is_given_up_where_it_was_last_observed() -> None:
    (one,) = give_up(state_of(playing(60_000, length_ms=None)), by_ms=START_MS + 10).finished
    assert (one.ended_ms, one.played_ms) == (START_MS + 60_000, 60_000)
    assert observation(one).latest_ms == START_MS + 60_000


def test_a_paused_play_is_given_up_in_its_pause() -> None:
    (one,) = give_up(state_of(paused(60_000)), by_ms=START_MS + 900_000).finished
    assert (one.ended_ms, one.reason_end) == (START_MS + 60_000, "endplay")
    assert observation(one).latest_ms == START_MS + 900_000


def test_without_an_open_play_there_is_nothing_to_give_up() -> None:
    after = give_up(TrackerState(), by_ms=START_MS)
    assert (after.state, after.finished) == (TrackerState(), ())
