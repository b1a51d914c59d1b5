"""How figures are written, and how surprise is measured."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.roast.facts.figures import format_figure
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import (
    MAX_SURPRISE,
    MAX_SURPRISE_WITHOUT_PAST,
    Proportion,
    compare_shares,
    compare_sizes,
    compare_with_ordinary,
)
from musicanalyser.roast.persona import Figure, Unit

SHARES = st.floats(0, 1)
WHOLES = st.integers(1, 10**9)
SIZES = st.floats(0, 1e15)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (7, Unit.COUNT, "7"),
        (12345, Unit.COUNT, "12,345"),
        (6.44, Unit.COUNT, "6.4"),
        (21.0, Unit.COUNT, "21"),
        (0.384, Unit.SHARE, "38 %"),
        (0.0, Unit.SHARE, "0 %"),
        (0.004, Unit.SHARE, "0.4 %"),
        (1.0, Unit.SHARE, "100 %"),
        (0.0099, Unit.SHARE, "1.0 %"),
        (0.01, Unit.SHARE, "1 %"),
        (0.9949, Unit.SHARE, "99 %"),
        (0.995, Unit.SHARE, ">99 %"),
        (1.4, Unit.SHARE, "140 %"),
        (3 * 3_600_000 + 24 * 60_000 + 59_999, Unit.MS, "3 h 24 min"),
        (1_412 * 3_600_000, Unit.MS, "1,412 h"),
        (245_000, Unit.MS, "4 min 5 s"),
        (240_000, Unit.MS, "4 min"),
        (12_900, Unit.MS, "12 s"),
        (1, Unit.DAYS, "1 day"),
        (90, Unit.DAYS, "90 days"),
        (13.42, Unit.DAYS, "13.4 days"),
        (7, Unit.HOUR, "7:00"),
        (1994, Unit.YEAR, "1994"),
        (3, Unit.RANK, "3"),
    ],
)
def test_a_figure_is_written_in_one_way(value: float, unit: Unit, text: str) -> None:
    assert format_figure(Figure(name="figure", value=value, unit=unit)) == text


@given(SHARES)
def test_only_all_is_written_as_all_and_only_nothing_as_nothing(value: float) -> None:
    text = format_figure(Figure(name="share", value=value, unit=Unit.SHARE))
    assert (text == "100 %") == (value == 1)
    assert (text == "0 %") <= (value < 0.0005)


@given(SHARES, WHOLES, SHARES, WHOLES)
def test_a_share_lies_finitely_apart_from_another(
    now: float, whole: int, past: float, past_whole: int
) -> None:
    surprise = compare_shares(Proportion(now, whole), Proportion(past, past_whole))
    assert 0 <= surprise <= MAX_SURPRISE


@given(SHARES, WHOLES)
def test_what_has_not_changed_does_not_surprise(value: float, whole: int) -> None:
    proportion = Proportion(value, whole)
    assert compare_shares(proportion, proportion) == 0
    assert compare_sizes(whole, whole) == 0


def test_the_same_difference_surprises_more_of_more_plays() -> None:
    past = Proportion(0.2, 5_000)
    few, many = (compare_shares(Proportion(0.3, whole), past) for whole in (20, 2_000))
    assert few < 1.2
    assert many > 3


def test_a_share_is_known_as_if_from_200_plays_at_most() -> None:
    surprise = compare_shares(Proportion(0.6, 10**12), Proportion(0.5, 10**12))
    assert surprise == pytest.approx(0.1 / (0.25 / 200) ** 0.5)


def test_a_past_of_none_is_taken_for_one_in_two_more() -> None:
    surprise = compare_shares(Proportion(0.5, 100), Proportion(0.0, 8))
    assert surprise == pytest.approx(0.5 / (0.09 * (1 / 100 + 1 / 10 + 1 / 200)) ** 0.5)


def test_a_small_difference_of_very_many_plays_does_not_surprise() -> None:
    assert compare_shares(Proportion(0.47, 100_000), Proportion(0.45, 100_000)) < 1


def test_a_past_of_none_at_all_allows_for_some() -> None:
    assert compare_shares(Proportion(0.001, 1_000), Proportion(0.0, 5_000)) < 1.5


@given(SIZES, SIZES)
def test_a_size_moves_as_much_up_as_down(now: float, past: float) -> None:
    assert compare_sizes(now, past) == pytest.approx(compare_sizes(past, now))
    assert 0 <= compare_sizes(now, past) <= MAX_SURPRISE


def test_a_doubling_is_worth_three() -> None:
    assert compare_sizes(20, 10) == pytest.approx(3)
    assert compare_sizes(5, 10) == pytest.approx(3)


@given(SIZES, st.floats(1e-3, 1e9))
def test_without_a_past_the_scale_ends_sooner(value: float, ordinary: float) -> None:
    assert 0 <= compare_with_ordinary(value, ordinary) <= MAX_SURPRISE_WITHOUT_PAST


def test_without_a_past_only_more_than_ordinary_surprises() -> None:
    assert compare_with_ordinary(21, 21) == compare_with_ordinary(7, 21) == 0
    assert compare_with_ordinary(42, 21) == pytest.approx(2)
    assert compare_with_ordinary(42, inf) == 0
    assert (MAX_SURPRISE, MAX_SURPRISE_WITHOUT_PAST) == (6, 4)
    assert compare_with_ordinary(1000, 1) == MAX_SURPRISE_WITHOUT_PAST
    assert compare_sizes(1000, 1) == MAX_SURPRISE


def test_a_part_may_be_nothing_or_all() -> None:
    assert (Proportion.of(0, 3).value, Proportion.of(3, 3).value) == (0, 1)


@pytest.mark.parametrize(("part", "whole"), [(1, 0), (0, 0), (3, 2), (-1, 2)])
def test_a_share_that_makes_no_sense_is_unknown(part: int, whole: int) -> None:
    with pytest.raises(UnknownError):
        Proportion.of(part, whole)
