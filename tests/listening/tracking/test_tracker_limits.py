"""The limits of the tracker, just within and just beyond each."""

from dataclasses import replace
from typing import Any

import pytest

from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tracker import add_upcoming, step, wants_upcoming
from musicanalyser.model.item import ItemKind
from musicanalyser.model.player import Activity, PlayerSample, Upcoming
from tests.listening.tracking.tapes import START_MS, song
from tests.listening.tracking.values import paused, playing, queued, sample

STATE = TrackerState(
    open_play=playing(60_000),
    last_sample=sample(60_000, 60_000),
    polled_ms=START_MS + 60_000,
    is_queue_read=True,
)


@pytest.mark.parametrize(("back_ms", "is_late"), [(0, True), (59_999, True), (60_000, False)])
def test_a_sample_of_a_minute_ago_is_of_a_clock_that_was_set_back(
    back_ms: int, is_late: bool
) -> None:
    after = step(STATE, sample(60_000 - back_ms, 3_000, name="B"))
    assert (after.finished == ()) is is_late
    assert (after.state == STATE) is is_late


def test_after_a_clock_was_set_back_a_play_may_begin_before_the_last_one_ended() -> None:
    after = step(STATE, sample(-900_000, 3_000, name="B"))
    assert after.state.open_play is not None
    assert after.state.open_play.started_ms == START_MS - 903_000 + 3_000
    assert after.state.earliest_start_ms == START_MS - 900_000


@pytest.mark.parametrize(("silence_ms", "is_blind"), [(600_000, False), (600_001, True)])
def test_after_ten_minutes_of_silence_a_play_is_given_up(silence_ms: int, is_blind: bool) -> None:
    after = step(STATE, sample(60_000 + silence_ms, 3_000, name="B"))
    assert after.finished[0].reason_end == "unknown"
    started_late = after.state.open_play is not None and after.state.open_play.low_ms == 0
    assert started_late is is_blind


@pytest.mark.parametrize(("silence_ms", "is_blind"), [(1_000_000, False), (1_000_001, True)])
def test_a_long_item_is_given_up_a_minute_after_its_end(silence_ms: int, is_blind: bool) -> None:
    long = replace(STATE, open_play=playing(60_000, length_ms=1_000_000))
    after = step(long, sample(60_000 + silence_ms, 999_000, length_ms=2_000_000))
    assert (after.finished != ()) is is_blind


def test_a_paused_play_is_not_given_up_for_a_silence() -> None:
    state = replace(STATE, open_play=paused(60_000))
    assert step(state, sample(1_000_000, 60_000, is_playing=False)).finished == ()


@pytest.mark.parametrize(("known", "wants"), [(None, True), (9, True), (10, False)])
def test_the_queue_is_read_while_fewer_than_ten_items_are_known(
    known: int | None, wants: bool
) -> None:
    upcoming = None if known is None else queued(*"BCDEFGHIJK"[:known])
    assert wants_upcoming(replace(STATE, is_queue_read=False, upcoming=upcoming)) is wants


def test_the_queue_is_read_once_and_only_for_music_that_plays() -> None:
    state = replace(STATE, is_queue_read=False)
    assert wants_upcoming(state)
    assert not wants_upcoming(STATE)
    assert not wants_upcoming(TrackerState())
    assert not wants_upcoming(replace(state, open_play=paused(60_000)))
    podcast = playing(60_000, item=song("A", ItemKind.PODCAST))
    assert not wants_upcoming(replace(state, open_play=podcast))
    repeating = sample(60_000, 60_000, repeats_track=True)
    assert not wants_upcoming(replace(state, last_sample=repeating))


def test_a_queue_that_was_read_is_not_read_again_even_if_it_is_of_another_track() -> None:
    state = replace(STATE, is_queue_read=False)
    for name, known in (("A", queued("B")), ("Z", None)):
        upcoming = Upcoming(at_ms=START_MS, current=song(name), items=queued("B"))
        after = add_upcoming(state, upcoming)
        assert (after.upcoming, after.is_queue_read) == (known, True)
    nothing = Upcoming(at_ms=START_MS, current=None, items=queued("B"))
    assert add_upcoming(state, nothing) == STATE
    assert add_upcoming(TrackerState(), upcoming) == TrackerState(is_queue_read=True)


@pytest.mark.parametrize("change", [{"context": "two"}, {"shuffle": True}, {"repeats_track": True}])
def test_a_queue_is_read_again_when_its_order_may_have_changed(change: dict[str, Any]) -> None:
    known = replace(STATE, upcoming=queued("B"))
    same = step(known, sample(70_000, 70_000)).state
    assert (same.upcoming, same.is_queue_read) == (queued("B"), True)
    other = step(known, sample(70_000, 70_000, **change)).state
    assert (other.upcoming, other.is_queue_read) == (None, False)


@pytest.mark.parametrize(("heard_ms", "begins"), [(1_000, True), (999, False)])
def test_a_track_paused_within_its_first_second_was_only_loaded(
    heard_ms: int, begins: bool
) -> None:
    after = step(STATE, sample(70_000, heard_ms, name="B", is_playing=False))
    assert len(after.finished) == 1
    assert (after.state.open_play is not None) is begins
    assert (after.state.last_sample is not None) is begins
    assert after.state.idle_samples == 1


def test_a_track_paused_at_its_end_is_not_begun() -> None:
    after = step(STATE, sample(70_000, 199_500, name="B", is_playing=False))
    assert after.state.open_play is None
    playing_there = step(STATE, sample(70_000, 199_500, name="B"))
    assert playing_there.state.open_play is not None


def test_the_last_twenty_overlaps_are_kept() -> None:
    state = replace(STATE, overlaps_ms=tuple(range(20)))
    after = step(state, sample(70_000, 5_000, name="B"))
    assert after.state.overlaps_ms == (*range(1, 20), 135_000)
    paused_state = replace(state, open_play=paused(60_000))
    unchanged = step(paused_state, sample(70_000, 5_000, name="B"))
    assert unchanged.state.overlaps_ms == tuple(range(20))


def test_samples_are_idle_while_nothing_plays() -> None:
    idle = replace(STATE, idle_samples=3)
    assert step(idle, sample(70_000, 70_000)).state.idle_samples == 0
    assert step(idle, sample(70_000, 70_000, is_playing=False)).state.idle_samples == 4
    assert step(idle, sample(70_000, None)).state.idle_samples == 0
    assert step(idle, sample(70_000, None, is_playing=False)).state.idle_samples == 4
    assert step(idle, sample(70_000, 3_000, name="B")).state.idle_samples == 0
    restarted = step(idle, sample(70_000, 3_000))
    assert (len(restarted.finished), restarted.state.idle_samples) == (1, 0)


def test_a_track_that_stands_at_its_end_is_not_idle_before_it_is_done() -> None:
    near = replace(
        STATE,
        open_play=playing(190_000),
        last_sample=sample(190_000, 190_000),
        polled_ms=START_MS + 190_000,
        idle_samples=3,
    )
    pending = step(near, sample(203_000, 199_500)).state
    assert (pending.idle_samples, pending.last_sample) == (0, near.last_sample)
    done = step(near, sample(230_000, 199_500))
    assert (done.state.idle_samples, done.state.open_play) == (1, None)
    assert len(done.finished) == 1


def test_an_ad_takes_time_from_the_gap_before_the_next_sample() -> None:
    ad = PlayerSample(at_ms=START_MS + 66_000, activity=Activity.AD, is_playing=True)
    state = step(STATE, ad).state
    after = step(state, sample(70_000, 63_000)).state
    assert after.open_play is not None
    assert after.open_play.heard_ms == 63_000
    assert (after.absent_since_ms, after.absent_until_ms) == (None, None)


def test_an_unnamed_item_that_plays_interrupts_and_one_that_does_not_is_nothing() -> None:
    playing_it = PlayerSample(at_ms=START_MS + 66_000, activity=Activity.UNKNOWN, is_playing=True)
    assert step(STATE, playing_it).state.absent_until_ms == START_MS + 66_000
    silent = replace(playing_it, is_playing=False)
    assert step(STATE, silent).state.absent_until_ms is None
    without_item = replace(playing_it, activity=Activity.ITEM)
    assert step(STATE, without_item).state.absent_until_ms == START_MS + 66_000


@pytest.mark.parametrize("absent", [True, False])
def test_after_an_interruption_or_a_repeat_the_queue_infers_nothing(absent: bool) -> None:
    state = replace(STATE, upcoming=queued("B", "C", "D"))
    if absent:
        state = replace(state, absent_since_ms=START_MS + 65_000)
    else:
        state = replace(state, last_sample=sample(60_000, 60_000, repeats_track=True))
    assert len(step(state, sample(70_000, 2_000, name="D")).finished) == 1
    free = replace(STATE, upcoming=queued("B", "C", "D"))
    assert len(step(free, sample(70_000, 2_000, name="D")).finished) == 3


def test_the_next_track_begins_where_it_says_but_not_before_the_last_play_ended() -> None:
    near = replace(STATE, open_play=playing(190_000), last_sample=sample(190_000, 190_000))
    late = step(replace(near, polled_ms=START_MS + 190_000), sample(215_000, 3_000, name="B"))
    assert late.state.open_play is not None
    assert late.state.open_play.started_ms == START_MS + 212_000
    ended = replace(STATE, earliest_start_ms=START_MS + 68_000)
    early = step(ended, sample(70_000, 5_000, name="B"))
    assert early.state.open_play is not None
    assert early.state.open_play.started_ms == START_MS + 68_000
