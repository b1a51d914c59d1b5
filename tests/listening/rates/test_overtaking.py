import random
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.rates.overtaking import (
    BLOCK_DAYS,
    BLOCKS,
    FURTHEST_DAYS,
    INTERVAL_SHARE,
    expect_overtaking,
)

GAINS = st.lists(st.integers(-50, 200), min_size=BLOCKS, max_size=BLOCKS)


def _poisson(expected: float, rng: random.Random) -> int:
    product, count = rng.random(), 0
    while product > exp(-expected):
        product, count = product * rng.random(), count + 1
    return count


def test_a_steady_gain_closes_the_gap_on_its_very_day() -> None:
    found = expect_overtaking(300, [20] * BLOCKS)
    assert found is not None
    assert (found.days, found.earliest_days, found.latest_days) == (150, 150, 150)


@pytest.mark.parametrize("gains", [[0] * BLOCKS, [-1] * BLOCKS, [10, *[-2] * (BLOCKS - 1)]])
def test_who_does_not_gain_is_not_in_sight_of_it(gains: list[int]) -> None:
    assert expect_overtaking(300, gains) is None


def test_what_lies_too_far_ahead_is_not_in_sight() -> None:
    assert expect_overtaking(FURTHEST_DAYS / BLOCK_DAYS, [1] * BLOCKS) is not None
    assert expect_overtaking(FURTHEST_DAYS / BLOCK_DAYS + 0.1, [1] * BLOCKS) is None


def test_a_gain_that_might_be_none_has_no_latest_day() -> None:
    found = expect_overtaking(10, [9, -8, 9, -8, 9, -8, 9, -8, 9])
    assert found is not None
    assert found.latest_days is None


@given(st.integers(0, 500), GAINS)
def test_the_interval_holds_the_day(gap: int, gains: list[int]) -> None:
    found = expect_overtaking(gap, gains)
    if found is not None:
        assert 0 <= found.earliest_days <= found.days + 1e-6
        assert found.latest_days is None or found.latest_days >= found.days - 1e-6


def test_planted_overtakes_come_as_forecast_as_often_as_the_interval_says() -> None:
    rng = random.Random(4)  # noqa: S311 - no secret
    hits, late = [], []
    for _ in range(400):
        chaser, ahead, gap = rng.uniform(1, 3), rng.uniform(0.5, 1.2), rng.randrange(10, 120)

        def gain(chaser: float = chaser, ahead: float = ahead) -> int:
            return _poisson(chaser, rng) - _poisson(ahead, rng)

        found = expect_overtaking(gap, [sum(gain() for _ in range(10)) for _ in range(BLOCKS)])
        if found is None:
            continue
        day = 0
        while gap > 0 and day < 2 * FURTHEST_DAYS:
            gap, day = gap - gain(), day + 1
        hits.append(found.earliest_days <= day <= (found.latest_days or day) + 1)
        late.append(found.days / day)
    assert sum(hits) / len(hits) == pytest.approx(INTERVAL_SHARE, abs=0.05)
    assert sorted(late)[len(late) // 2] == pytest.approx(1, abs=0.1)
