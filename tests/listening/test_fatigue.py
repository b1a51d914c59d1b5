"""Where loved tracks begin to be skipped, on generated plays."""

from itertools import combinations
from random import Random
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.fatigue import (
    LEAST_AFTER,
    LEAST_BEFORE,
    chance_of_rise,
    find_fatigue,
    locate_rise,
)

_TRACKS = 100


def plays(random: Random, *parts: tuple[int, float]) -> list[bool]:
    """Return plays in parts: how many, and how likely each is skipped."""
    return [random.random() < rate for count, rate in parts for _ in range(count)]


def listener(random: Random, rate: float) -> dict[object, list[bool]]:
    """Return the plays of tracks that are skipped as often at the end as at the start."""
    return {track: plays(random, (random.randint(20, 90), rate)) for track in range(_TRACKS)}


@pytest.mark.parametrize(("loved", "tired"), [(40, 25), (60, 15), (25, 40)])
def test_the_play_at_which_a_track_tires_is_found_to_two_plays(loved: int, tired: int) -> None:
    """Among a hundred other tracks, in the mean of 30 listeners."""
    errors = []
    for seed in range(30):
        random = Random(seed)  # noqa: S311 - repeatable
        series = listener(random, 0.05)
        series["tired"] = plays(random, (loved, 0.05), (tired, 0.85))
        errors.append(abs(find_fatigue(series)["tired"].play - (loved + 1)))
    assert mean(errors) <= 1
    assert sum(error <= 2 for error in errors) >= 27


@pytest.mark.parametrize("rate", [0.05, 0.2, 0.45])
def test_listeners_without_fatigue_have_hardly_a_tired_track(rate: float) -> None:
    """At most 5% of them, and by chance at most 5 of 40 (one in 200 such tests would have more)."""
    alarms = sum(
        bool(find_fatigue(listener(Random(seed), rate)))  # noqa: S311 - repeatable
        for seed in range(40)
    )
    assert alarms <= 5


@given(st.integers(2, 9), st.data())
def test_the_chance_is_that_of_all_orders_of_the_same_plays(
    length: int, data: st.DataObject
) -> None:
    """Counted one by one."""
    skips = data.draw(st.integers(1, length - 1))
    order = data.draw(st.permutations([True] * skips + [False] * (length - skips)))
    orders = [
        [place in places for place in range(length)]
        for places in combinations(range(length), skips)
    ]
    as_clear = sum(distance(one) >= distance(order) - 1e-9 for one in orders)
    exact = as_clear / len(orders)
    found = chance_of_rise(order)
    assert found == pytest.approx(exact) or (found > 0.3 and exact > 0.1)


def distance(order: list[bool]) -> float:
    """Return how far the others are ahead of the skips at most."""
    skips = sum(order)
    ahead = [0.0]
    for count in range(1, len(order) + 1):
        first = order[:count]
        others = (count - sum(first)) / (len(order) - skips)
        ahead.append(others - sum(first) / skips)
    return max(ahead)


@given(st.lists(st.booleans(), min_size=20, max_size=80))
def test_a_point_leaves_plays_on_both_sides_and_lies_in_its_range(order: list[bool]) -> None:
    found = locate_rise(order, 0.0)
    if found is not None:
        assert LEAST_BEFORE < found.play <= len(order) - LEAST_AFTER + 1
        assert found.low <= found.high
        assert found.rate_before < found.rate_after


def test_a_track_that_is_skipped_less_and_less_does_not_tire() -> None:
    assert find_fatigue({"loved": [True] * 20 + [False] * 30}) == {}


def test_few_plays_or_few_skips_say_nothing() -> None:
    assert find_fatigue({"short": [False] * 10 + [True] * 9}) == {}
    assert find_fatigue({"rare": [False] * 60 + [True] * 4}) == {}
