from fractions import Fraction
from math import isclose, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.stats.base.weighted_values import WeightedValue, mean, median, spread

VALUES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 10**9)), max_size=20)
HEARD = VALUES.filter(lambda values: any(ms for _, ms in values))


def test_figures_are_weighted_by_time() -> None:
    values = [(0.2, 10), (0.6, 30)]
    assert mean(values) == pytest.approx(0.5)
    assert spread(values) == pytest.approx(sqrt(0.03))
    assert median(values) == 0.6


def test_of_two_halves_the_median_is_the_lower() -> None:
    assert median([(3.0, 5), (1.0, 5)]) == 1.0


def test_nothing_heard_has_no_figures() -> None:
    for values in ([], [(0.5, 0)]):
        assert (mean(values), spread(values), median(values)) == (None, None, None)


@given(st.floats(0, 300), st.lists(st.integers(1, 10**9), min_size=1, max_size=20))
def test_equal_values_have_no_spread(value: float, times_ms: list[int]) -> None:
    assert spread([(value, ms) for ms in times_ms]) == 0


@given(HEARD)
def test_the_mean_lies_between_the_values_and_is_the_exact_one(values: list[WeightedValue]) -> None:
    found, heard = mean(values), [value for value, ms in values if ms]
    weight = sum(ms for _, ms in values)
    exact = sum((Fraction(value) * ms for value, ms in values), Fraction(0)) / weight
    assert found is not None
    assert isclose(found, float(exact), rel_tol=1e-12, abs_tol=1e-300)
    assert min(heard) <= found * (1 + 1e-12)
    assert found <= max(heard) * (1 + 1e-12)


def test_the_order_of_values_does_not_change_the_last_digit_of_a_mean() -> None:
    values = [(0.1, 1), (0.2, 1), (0.3, 1)]
    assert mean(values) == mean(values[::-1])


@given(HEARD, st.integers(1, 1_000))
def test_neither_the_order_nor_the_unit_of_time_matters(
    values: list[WeightedValue], times: int
) -> None:
    longer = [(value, ms * times) for value, ms in values]
    longer.reverse()
    for figure in (mean, spread, median):
        found, again = figure(values), figure(longer)
        assert found is not None
        assert again is not None
        assert isclose(found, again, rel_tol=1e-9, abs_tol=1e-9)


@given(HEARD)
def test_the_median_leaves_at_most_half_of_the_time_on_either_side(
    values: list[WeightedValue],
) -> None:
    found = median(values)
    assert found is not None
    whole_ms = sum(ms for _, ms in values)
    assert 2 * sum(ms for value, ms in values if value < found) <= whole_ms
    assert 2 * sum(ms for value, ms in values if value > found) <= whole_ms


@given(HEARD)
def test_the_spread_is_at_most_half_of_the_range(values: list[WeightedValue]) -> None:
    found, heard = spread(values), [value for value, ms in values if ms]
    assert found is not None
    assert 0 <= found <= (max(heard) - min(heard)) / 2 + 1e-9
