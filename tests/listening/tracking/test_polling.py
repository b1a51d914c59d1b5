"""When the player is asked next."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.tracking.policies import PollingPolicy
from musicanalyser.listening.tracking.polling import next_wait_ms, slow_down
from musicanalyser.listening.tracking.state import TrackerState
from tests.listening.tracking.tapes import Tape

ECON = PollingPolicy.ECON.intervals


def heard(seconds: float, *, length_ms: int | None = 400_000) -> TrackerState:
    """Return the state after a track was seen at an age, following one that was not short."""
    state = Tape().poll().run(1).play("A", length_ms=length_ms).run(seconds).poll().state
    return replace(state, short_run=0)


@pytest.mark.parametrize(
    ("age_s", "wait_ms"), [(1, 6_000), (6, 12_000), (16, 21_000), (31, 29_000), (61, 29_000)]
)
def test_the_older_a_play_the_longer_the_wait(age_s: float, wait_ms: int) -> None:
    assert next_wait_ms(heard(age_s), ECON) == wait_ms


@pytest.mark.parametrize(("run", "wait_ms"), [(0, 6_000), (1, 4_200), (2, 2_400), (9, 2_400)])
def test_after_short_plays_it_asks_sooner(run: int, wait_ms: int) -> None:
    assert next_wait_ms(replace(heard(1), short_run=run), ECON) == wait_ms


def test_whoever_stays_for_half_a_minute_is_not_looking_any_more() -> None:
    assert next_wait_ms(replace(heard(31), short_run=9), ECON) == 29_000


def test_it_asks_just_after_the_end_and_never_just_before() -> None:
    assert next_wait_ms(heard(190, length_ms=200_000), ECON) == 11_600


def test_a_track_whose_end_was_not_told_of_is_asked_for_again_soon() -> None:
    state = heard(190, length_ms=200_000)
    overdue = replace(state, polled_ms=(state.polled_ms or 0) + 12_000)
    assert next_wait_ms(overdue, ECON) == 4_000


@pytest.mark.parametrize("policy", [one for one in PollingPolicy if one is not PollingPolicy.LEAN])
def test_no_policy_but_lean_leaves_a_gap_of_over_thirty_seconds(policy: PollingPolicy) -> None:
    assert max(policy.intervals.by_age_ms) <= 30_000


@given(st.sampled_from(PollingPolicy), st.floats(0.1, 399), st.integers(0, 5))
def test_two_looks_are_never_closer_than_a_second_and_a_half(
    policy: PollingPolicy, age_s: float, run: int
) -> None:
    state = replace(heard(age_s), short_run=run)
    assert next_wait_ms(state, policy.intervals) >= 1_400


def test_a_pause_is_looked_at_often_then_rarely_then_as_if_nothing_played() -> None:
    tape = Tape().poll().run(1).play("A").run(5).poll().pause()
    waits = []
    for _ in range(22):
        tape.run(10).poll()
        waits.append(next_wait_ms(tape.state, ECON))
    assert waits == [10_000] * 6 + [30_000] * 12 + [120_000] * 4


def test_nothing_where_something_played_is_looked_at_again_soon() -> None:
    tape = Tape().poll().run(1).play("A").run(50).poll().run(8).poll_nothing()
    assert next_wait_ms(tape.state, ECON) == 8_000


@pytest.mark.parametrize(
    ("used", "expected", "idle_ms"),
    [
        (0, "econ", 120_000),
        (899, "econ", 120_000),
        (900, "lean", 120_000),
        (950, "lean", 240_000),
        (980, "lean", 600_000),
        (5_000, "lean", 600_000),
    ],
)
def test_the_nearer_the_budget_the_rarer_the_calls(used: int, expected: str, idle_ms: int) -> None:
    found = slow_down(ECON, used=used, budget=1_000)
    assert found.by_age_ms == PollingPolicy(expected).intervals.by_age_ms
    assert found.idle_ms == idle_ms
