from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.milestones import greatest_reached, next_milestone

FIRSTS = st.sampled_from([1, 100, 1_000, 360_000_000])


def test_milestones_are_1_2_and_5_times_powers_of_ten() -> None:
    found, value = [], 0
    while value < 100_000:
        value = next_milestone(value, 1_000)
        found.append(value)
    assert found == [1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000]


def test_before_the_first_none_is_reached() -> None:
    assert greatest_reached(999, 1_000) is None
    assert greatest_reached(1_000, 1_000) == 1_000


@given(st.integers(0, 10**12), FIRSTS)
def test_a_value_lies_between_what_it_reached_and_what_is_next(value: int, first: int) -> None:
    reached, following = greatest_reached(value, first), next_milestone(value, first)
    assert (reached or 0) <= value < following
    assert following == first if reached is None else next_milestone(reached, first) == following
    assert next_milestone(following - 1, first) == following


@given(st.lists(st.integers(0, 10**9), min_size=2), FIRSTS)
def test_what_was_reached_never_shrinks(values: list[int], first: int) -> None:
    reached = [greatest_reached(value, first) or 0 for value in sorted(values)]
    assert all(one <= other for one, other in pairwise(reached))
