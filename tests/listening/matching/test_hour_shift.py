import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.matching.hour_shift import LONGEST_GAP_MS, shared_shift
from musicanalyser.units import HOUR_MS

Gap = tuple[int, int]


def rows(hours: float, *, first: int = 0, count: int = 100) -> list[Gap]:
    """Return gaps of rows that all lie a number of hours after a play."""
    return [(first + number, round(hours * HOUR_MS)) for number in range(count)]


@pytest.mark.parametrize(
    ("gaps", "hours"),
    [
        (rows(2, count=20), 2),
        (rows(2, count=19), None),
        (rows(-7, count=95) + rows(3, first=95, count=5), -7),
        (rows(2, count=90) + rows(3, first=90, count=10), None),
        (rows(2) + rows(0), None),
        (rows(2) + rows(1.2) + rows(-3.7), 2),
        (rows(2 + 59 / 3600), 2),
        (rows(2 + 61 / 3600), None),
        (rows(0.5), None),
        ([], None),
    ],
)
def test_a_shift_is_named_only_if_nearly_all_of_enough_rows_share_it(
    gaps: list[Gap], hours: int | None
) -> None:
    assert shared_shift(gaps) == hours


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(-LONGEST_GAP_MS, LONGEST_GAP_MS))))
def test_it_is_never_none_of_the_shifts_there_are(gaps: list[Gap]) -> None:
    found = shared_shift(gaps)
    assert found is None or 1 <= abs(found) <= 14
