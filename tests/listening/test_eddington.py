from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.eddington import eddington_number, missing_for_next

COUNTS = st.lists(st.integers(0, 40), max_size=60)


@given(COUNTS)
def test_n_days_reach_the_eddington_number_n_and_no_more_reach_the_next(counts: list[int]) -> None:
    number = eddington_number(counts)
    assert sum(one >= number for one in counts) >= number
    assert sum(one >= number + 1 for one in counts) < number + 1


@given(COUNTS)
def test_as_many_days_as_are_missing_raise_it_and_one_fewer_does_not(counts: list[int]) -> None:
    number, missing = eddington_number(counts), missing_for_next(counts)
    day = number + 1
    assert eddington_number([*counts, *[day] * missing]) == number + 1
    assert eddington_number([*counts, *[day] * (missing - 1)]) == number


def test_days_of_five_four_three_and_one_plays_make_three() -> None:
    assert (eddington_number([5, 4, 3, 1]), missing_for_next([5, 4, 3, 1])) == (3, 2)


def test_without_a_day_it_is_none_and_one_play_is_missing() -> None:
    assert (eddington_number([]), missing_for_next([])) == (0, 1)
