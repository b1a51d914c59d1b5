"""When the player is asked next."""

from dataclasses import replace
from operator import le

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.polling.policies import PollingPolicy
from musicanalyser.listening.polling.poll_intervals import POLL_INTERVALS
from musicanalyser.listening.polling.waits import next_wait_ms, slow_down
from musicanalyser.listening.tracking.inferred_skips import LONGEST_GAP_MS
from musicanalyser.listening.tracking.state import TrackerState
from musicanalyser.listening.tracking.tolerances import LAG_MS
from tests.listening.tracking.tapes import Tape

ECON = POLL_INTERVALS[PollingPolicy.ECON]
IDLE_MS = 120_000


def heard(seconds: float, *, length_ms: int | None = 400_000) -> TrackerState:
    """Return the state after a track was seen at an age, following one that was not short."""
    state = Tape().poll().run(1).play("A", length_ms=length_ms).run(seconds).poll().state
    return replace(state, short_run=0)


@pytest.mark.parametrize(
    ("age_s", "wait_ms"),
    [
        (1, 2_000),
        (4.999, 2_000),
        (5, 2_600),
        (14.999, 2_600),
        (15, 4_400),
        (29.999, 4_400),
        (30, 6_200),
        (59.999, 6_200),
        (60, 12_400),
    ],
)
def test_the_older_a_play_the_longer_the_wait(age_s: float, wait_ms: int) -> None:
    assert (
        next_wait_ms(heard(age_s), POLL_INTERVALS[PollingPolicy.FAST], idle_ms=IDLE_MS) == wait_ms
    )


@pytest.mark.parametrize(("run", "wait_ms"), [(0, 6_000), (1, 4_200), (2, 2_400), (9, 2_400)])
def test_after_short_plays_the_wait_is_shorter(run: int, wait_ms: int) -> None:
    assert next_wait_ms(replace(heard(1), short_run=run), ECON, idle_ms=IDLE_MS) == wait_ms


def test_after_half_a_minute_of_a_track_short_plays_before_it_do_not_matter() -> None:
    assert next_wait_ms(replace(heard(29.999), short_run=9), ECON, idle_ms=IDLE_MS) == 8_400
    assert next_wait_ms(replace(heard(30), short_run=9), ECON, idle_ms=IDLE_MS) == 29_000


def test_the_next_sample_comes_just_after_the_end_of_a_track_not_before() -> None:
    assert next_wait_ms(heard(190, length_ms=200_000), ECON, idle_ms=IDLE_MS) == 11_600


def test_a_track_that_is_overdue_is_polled_again_soon() -> None:
    state = heard(190, length_ms=200_000)
    overdue = replace(state, polled_ms=(state.polled_ms or 0) + 12_000)
    assert next_wait_ms(overdue, ECON, idle_ms=IDLE_MS) == 4_000


@pytest.mark.parametrize("policy", [one for one in PollingPolicy if one is not PollingPolicy.LEAN])
def test_no_policy_but_lean_leaves_a_gap_of_over_thirty_seconds(policy: PollingPolicy) -> None:
    assert max(POLL_INTERVALS[policy].by_age_ms) <= 30_000


@given(st.sampled_from(PollingPolicy), st.floats(0.1, 399), st.integers(0, 5))
def test_two_samples_are_never_closer_than_a_second_and_a_half(
    policy: PollingPolicy, age_s: float, run: int
) -> None:
    state = replace(heard(age_s), short_run=run)
    assert next_wait_ms(state, POLL_INTERVALS[policy], idle_ms=IDLE_MS) >= 1_400


def test_a_pause_is_polled_often_then_rarely_then_every_minute() -> None:
    tape = Tape().poll().run(1).play("A").run(5).poll().pause()
    waits = []
    for _ in range(22):
        tape.run(10).poll()
        waits.append(next_wait_ms(tape.state, ECON, idle_ms=IDLE_MS))
    assert waits == [10_000] * 6 + [30_000] * 12 + [60_000] * 4


def test_a_sample_of_nothing_is_checked_soon() -> None:
    tape = Tape().poll().run(1).play("A").run(50).poll().run(8).poll_nothing()
    assert next_wait_ms(tape.state, ECON, idle_ms=IDLE_MS) == 8_000


@pytest.mark.parametrize(
    ("used", "stretch"),
    [(0, 1), (180, 1), (380, 2), (580, 4), (780, 8), (980, 16), (5_000, 16)],
)
def test_the_more_of_the_budget_is_used_the_less_silence_is_polled(used: int, stretch: int) -> None:
    found = slow_down(ECON, used=used, budget=1_000)
    assert found.idle_ms == pytest.approx(stretch * ECON.idle_ms, rel=0.001)


@pytest.mark.parametrize(
    ("used", "waits_s"),
    [
        (499, (6, 12, 21, 29, 29)),
        (500, (6, 12, 21, 29, 58)),
        (799, (6, 12, 21, 29, 58)),
        (800, (12, 20, 35, 70, 150)),
        (900, (20, 35, 60, 110, 150)),
        (5_000, (20, 35, 60, 110, 150)),
    ],
)
def test_a_playing_track_is_polled_less_from_half_of_the_budget_on(
    used: int, waits_s: tuple[int, ...]
) -> None:
    found = slow_down(ECON, used=used, budget=1_000)
    assert found.by_age_ms == tuple(1_000 * wait_s for wait_s in waits_s)


@given(st.sampled_from(PollingPolicy), st.integers(0, 2_000), st.integers(0, 2_000))
def test_the_more_calls_are_used_the_longer_is_every_wait(
    policy: PollingPolicy, used: int, more: int
) -> None:
    before, after = (
        slow_down(POLL_INTERVALS[policy], used=calls, budget=1_000) for calls in (used, used + more)
    )
    assert before.idle_ms <= after.idle_ms
    assert all(map(le, before.by_age_ms, after.by_age_ms))


@given(st.sampled_from(PollingPolicy), st.integers(0, 2_000))
def test_no_gap_is_so_long_that_skips_in_it_cannot_be_inferred(
    policy: PollingPolicy, used: int
) -> None:
    found = slow_down(POLL_INTERVALS[policy], used=used, budget=1_000)
    assert max(found.by_age_ms) + LAG_MS < LONGEST_GAP_MS


@pytest.mark.parametrize(
    ("idle_samples", "wait_ms"),
    [(0, 15_000), (1, 15_000), (2, 30_000), (3, 60_000), (4, 120_000), (99, 120_000)],
)
def test_an_idle_wait_doubles_up_to_the_limit_of_the_policy(
    idle_samples: int, wait_ms: int
) -> None:
    assert next_wait_ms(TrackerState(idle_samples=idle_samples), ECON, idle_ms=IDLE_MS) == wait_ms


def test_an_idle_wait_never_grows_without_bound() -> None:
    for samples in (11, 10_000):
        state = TrackerState(idle_samples=samples)
        assert next_wait_ms(state, ECON, idle_ms=10**12) == 15_000 * 2**10


def test_a_long_pause_is_never_polled_more_often_than_a_shorter_one() -> None:
    tape = Tape().poll().run(1).play("A").run(5).poll().pause()
    for _ in range(22):
        tape.run(10).poll()
    assert next_wait_ms(tape.state, ECON, idle_ms=20_000) == 30_000


@pytest.mark.parametrize(("left_ms", "wait_ms"), [(0, 1_600), (-1_600, 4_000), (-1_599, 1_500)])
def test_a_track_is_polled_a_lag_after_its_end_and_then_every_four_seconds(
    left_ms: int, wait_ms: int
) -> None:
    state = heard(190, length_ms=200_000)
    assert state.polled_ms is not None
    at_end = replace(state, polled_ms=state.polled_ms + 10_000 - left_ms)
    assert next_wait_ms(at_end, ECON, idle_ms=IDLE_MS) == wait_ms


def test_a_track_of_unknown_length_or_position_is_polled_by_its_age_alone() -> None:
    state = heard(390)
    assert state.open_play is not None
    assert state.last_sample is not None
    endless = replace(state, open_play=replace(state.open_play, length_ms=None))
    assert next_wait_ms(endless, ECON, idle_ms=IDLE_MS) == 29_000
    lost = replace(state, last_sample=replace(state.last_sample, progress_ms=None))
    assert next_wait_ms(lost, ECON, idle_ms=IDLE_MS) == 29_000
    assert next_wait_ms(state, ECON, idle_ms=IDLE_MS) == 11_600
