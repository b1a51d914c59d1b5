"""How a play begins after a silence, or after another track."""

from dataclasses import replace

import pytest

from musicanalyser.listening.tracking.play_start import begin_after_silence, begin_after_track
from musicanalyser.listening.tracking.state import TrackerState
from tests.listening.tracking.tapes import START_MS, song
from tests.listening.tracking.values import queued, sample, times_ms

IDLE = TrackerState(polled_ms=START_MS, idle_samples=3)


def begun(
    at_ms: int,
    position_ms: int | None,
    *,
    changed_ms: int | None = None,
    state: TrackerState = IDLE,
) -> TrackerState:
    moment_ms = None if changed_ms is None else START_MS + changed_ms
    shown = sample(at_ms, position_ms, changed_ms=moment_ms)
    return begin_after_silence(state, shown, song("A"))


def test_a_play_that_began_since_the_last_sample_is_known_from_its_start() -> None:
    state = begun(10_000, 4_000)
    assert state.open_play is not None
    assert state.open_play.started_ms == START_MS + 6_000
    assert state.open_play.reason_start == "playbtn"
    assert times_ms(state.open_play) == (4_000, 4_000, 4_000)


@pytest.mark.parametrize(("position_ms", "low_ms"), [(11_600, 11_600), (11_601, 0)])
def test_a_start_may_be_shown_late(position_ms: int, low_ms: int) -> None:
    """Further from its start it went on from somewhere, at a time that is not known."""
    assert times_ms(begun(10_000, position_ms).open_play)[0] == low_ms


def test_a_play_never_starts_before_the_one_before_it_ended() -> None:
    state = replace(IDLE, earliest_start_ms=START_MS + 8_000)
    play = begun(10_000, 4_000, state=state).open_play
    assert play is not None
    assert (play.started_ms, play.heard_ms) == (START_MS + 8_000, 2_000)
    resumed = begun(10_000, 90_000, state=state).open_play
    assert resumed is not None
    assert (resumed.started_ms, resumed.high_ms) == (START_MS + 9_000, 2_000)
    later = replace(IDLE, earliest_start_ms=START_MS + 800_000)
    late = begun(900_000, 150_000, state=later).open_play
    assert late is not None
    assert (late.started_ms, late.heard_ms) == (START_MS + 800_000, 100_000)


@pytest.mark.parametrize(
    ("changed_ms", "heard_ms"),
    [(None, 5_000), (7_000, 3_000), (0, 10_000), (-1, 5_000), (10_000, 0), (10_001, 5_000)],
)
def test_a_resumed_play_goes_on_when_playback_changed_or_half_way(
    changed_ms: int | None, heard_ms: int
) -> None:
    play = begun(10_000, 90_000, changed_ms=changed_ms).open_play
    assert times_ms(play) == (0, heard_ms, 10_000)
    assert play is not None
    assert play.started_ms == START_MS + 10_000 - heard_ms
    assert play.reason_start == "playbtn"


@pytest.mark.parametrize(("silence_ms", "reason"), [(600_000, "playbtn"), (600_001, "unknown")])
def test_after_ten_minutes_without_a_sample_a_play_is_joined_late(
    silence_ms: int, reason: str
) -> None:
    play = begun(silence_ms, 4_000).open_play
    assert play is not None
    assert play.reason_start == reason


def test_the_part_before_the_first_sample_of_all_is_taken_as_heard_but_is_not_certain() -> None:
    play = begun(10_000, 90_000, state=TrackerState()).open_play
    assert times_ms(play) == (0, 90_000, 90_000)
    assert play is not None
    assert (play.started_ms, play.reason_start) == (START_MS - 80_000, "unknown")


def test_a_position_that_is_not_known_is_taken_for_the_start() -> None:
    play = begun(10_000, None).open_play
    assert times_ms(play) == (0, 0, 0)


def test_a_play_that_begins_starts_everything_anew() -> None:
    state = replace(IDLE, is_queue_read=True, upcoming=queued("B"), short_run=5)
    after = begun(10_000, 4_000, state=state)
    assert (after.polled_ms, after.idle_samples, after.short_run) == (START_MS + 10_000, 0, 1)
    assert (after.is_queue_read, after.upcoming) == (False, None)
    assert after.last_sample == sample(10_000, 4_000)


def test_nothing_begins_that_is_paused_or_stands_at_its_end() -> None:
    for shown in (sample(10_000, 4_000, is_playing=False), sample(10_000, 199_500)):
        after = begin_after_silence(IDLE, shown, song("A"))
        assert after == replace(IDLE, polled_ms=START_MS + 10_000, idle_samples=4)


def test_a_play_first_seen_in_its_pause_keeps_the_part_before_within_the_bounds() -> None:
    shown = sample(60_000, 40_000, is_playing=False, changed_ms=START_MS + 50_000)
    after = begin_after_silence(IDLE, shown, song("A"))
    assert after.open_play is not None
    assert times_ms(after.open_play) == (0, 40_000, 40_000)
    assert after.open_play.started_ms == START_MS + 10_000
    assert after.open_play.paused_ms == START_MS + 50_000


@pytest.mark.parametrize("changed_ms", [-5_000, 38_399, 60_001])
def test_a_pause_that_does_not_fit_to_the_last_sample_begins_no_play(changed_ms: int) -> None:
    shown = sample(60_000, 40_000, is_playing=False, changed_ms=START_MS + changed_ms)
    assert begin_after_silence(IDLE, shown, song("A")).open_play is None


BEFORE = sample(0, 60_000)


@pytest.mark.parametrize(
    ("position_ms", "times"), [(11_600, (10_000,) * 3), (11_601, (0, 5_000, 10_000))]
)
def test_after_a_track_the_next_begins_where_its_position_says(
    position_ms: int, times: tuple[int, int, int]
) -> None:
    play = begin_after_track(BEFORE, sample(10_000, position_ms, name="B"), song("B"))
    assert times_ms(play) == times
    assert play.item == song("B")


def test_after_a_track_the_next_was_heard_since_its_start() -> None:
    play = begin_after_track(BEFORE, sample(10_000, 4_000, name="B"), song("B"))
    assert play.started_ms == START_MS + 6_000
    assert times_ms(play) == (4_000, 4_000, 4_000)


@pytest.mark.parametrize(
    ("changed_ms", "started_ms"),
    [(7_000, 7_000), (0, 5_000), (1, 1), (10_000, 10_000), (10_001, 5_000)],
)
def test_a_track_resumed_after_another_began_when_playback_changed(
    changed_ms: int, started_ms: int
) -> None:
    after = sample(10_000, 90_000, name="B", changed_ms=START_MS + changed_ms)
    play = begin_after_track(BEFORE, after, song("B"))
    assert play.started_ms == START_MS + started_ms
    assert times_ms(play) == (0, 10_000 - started_ms, 10_000)


def test_a_track_resumed_and_paused_again_was_perhaps_heard() -> None:
    after = sample(10_000, 90_000, name="B", is_playing=False)
    play = begin_after_track(BEFORE, after, song("B"))
    assert times_ms(play) == (0, 0, 10_000)
    assert play.paused_ms == play.started_ms


def test_a_track_without_a_position_began_half_way() -> None:
    play = begin_after_track(BEFORE, sample(10_000, None, name="B"), song("B"))
    assert times_ms(play) == (0, 5_000, 10_000)


def test_a_track_that_is_paused_already_was_heard_up_to_its_pause() -> None:
    after = sample(10_000, 3_000, name="B", is_playing=False, changed_ms=START_MS + 8_000)
    play = begin_after_track(BEFORE, after, song("B"))
    assert (play.started_ms, play.paused_ms) == (START_MS + 5_000, START_MS + 8_000)
    unknown = begin_after_track(BEFORE, replace(after, changed_ms=None), song("B"))
    assert (unknown.started_ms, unknown.paused_ms) == (START_MS + 7_000, START_MS + 10_000)
