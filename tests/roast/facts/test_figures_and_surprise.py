"""How surprise is measured."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import (
    MAX_FROM_PAST,
    MAX_SURPRISE,
    OrdinaryShare,
    OrdinarySize,
    Proportion,
    compare_shares,
    compare_sizes,
)

SHARES = st.floats(0, 1)
WHOLES = st.integers(1, 10**9)
SIZES = st.floats(0, 1e15)


@given(SHARES, WHOLES, SHARES, WHOLES)
def test_a_share_lies_finitely_apart_from_another(
    now: float, whole: int, past: float, past_whole: int
) -> None:
    surprise = compare_shares(Proportion(now, whole), Proportion(past, past_whole))
    assert 0 <= surprise <= MAX_FROM_PAST


@given(SHARES, WHOLES)
def test_what_has_not_changed_does_not_surprise(value: float, whole: int) -> None:
    proportion = Proportion(value, whole)
    assert compare_shares(proportion, proportion) == 0
    assert compare_sizes(whole, whole) == 0


def test_the_same_difference_surprises_more_of_more_plays() -> None:
    past = Proportion(0.2, 5_000)
    few, many = (compare_shares(Proportion(0.3, whole), past) for whole in (20, 2_000))
    assert few < 1
    assert many > 2


def test_a_share_is_known_as_if_from_200_plays_at_most() -> None:
    surprise = compare_shares(Proportion(0.6, 10**12), Proportion(0.5, 10**12))
    assert surprise == pytest.approx(0.75 * 0.1 / (0.25 / 200) ** 0.5)


def test_a_past_of_none_is_taken_for_one_in_two_more() -> None:
    surprise = compare_shares(Proportion(0.5, 100), Proportion(0.0, 8))
    assert surprise == pytest.approx(0.75 * 0.5 / (0.09 * (1 / 100 + 1 / 10 + 1 / 200)) ** 0.5)


def test_a_small_difference_of_very_many_plays_does_not_surprise() -> None:
    assert compare_shares(Proportion(0.47, 100_000), Proportion(0.45, 100_000)) < 1


def test_a_past_of_none_at_all_allows_for_some() -> None:
    assert compare_shares(Proportion(0.001, 1_000), Proportion(0.0, 5_000)) < 1.5


@given(SIZES, SIZES)
def test_a_size_moves_as_much_up_as_down(now: float, past: float) -> None:
    assert compare_sizes(now, past) == pytest.approx(compare_sizes(past, now))
    assert 0 <= compare_sizes(now, past) <= MAX_FROM_PAST


def test_a_doubling_is_worth_two() -> None:
    assert compare_sizes(20, 10) == pytest.approx(2)
    assert compare_sizes(5, 10) == pytest.approx(2)


@given(SHARES, st.floats(0.01, 0.99), st.booleans())
def test_a_share_beyond_the_ordinary_one_surprises_on_one_side(
    value: float, middle: float, is_low: bool
) -> None:
    distance = OrdinaryShare(middle, 0.8, is_low).distance(value)
    assert 0 <= distance <= MAX_SURPRISE
    assert (distance == 0) >= (value > middle if is_low else value < middle)


@given(SIZES, st.floats(1e-3, 1e9), st.booleans())
def test_a_size_beyond_the_ordinary_one_surprises_on_one_side(
    value: float, middle: float, is_low: bool
) -> None:
    distance = OrdinarySize(middle, is_low).distance(value)
    assert 0 <= distance <= MAX_SURPRISE
    assert (distance == 0) >= (value > middle if is_low else value < middle)


def test_distances_are_measured_in_spreads_and_doublings() -> None:
    assert OrdinaryShare(0.5, 1.0).distance(0.7311) == pytest.approx(1, abs=0.001)
    assert OrdinaryShare(0.06, 0.9).distance(0.73) == pytest.approx(4.16, abs=0.01)
    assert OrdinarySize(21).distance(42) == pytest.approx(2)
    assert OrdinarySize(30, is_low=True).distance(0) == MAX_SURPRISE


def test_a_part_may_be_nothing_or_all() -> None:
    assert (Proportion.of(0, 3).value, Proportion.of(3, 3).value) == (0, 1)


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_a_share_that_makes_no_sense_is_unknown(part: int, whole: int) -> None:
    with pytest.raises(UnknownError):
        Proportion.of(part, whole)
