import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.render.marks.bars import draw_bar, draw_spark, resample


@pytest.mark.parametrize(
    ("share", "bar"),
    [
        (0.0, "────────"),
        (0.001, "╸───────"),
        (0.0625, "╸───────"),
        (0.5, "━━━━────"),
        (0.56, "━━━━╸───"),
        (1.0, "━━━━━━━━"),
        (1.7, "━━━━━━━━"),
    ],
)
def test_a_bar_grows_by_halves_and_only_nothing_has_none(share: float, bar: str) -> None:
    assert draw_bar(share, 8).plain == bar


def test_half_a_bar_ends_in_the_colour_of_half_the_scale() -> None:
    inks = [style for _, style in draw_bar(0.5, 16).runs()]
    assert inks == ["scale-0", "scale-1", "scale-2", "scale-3", "scale-4", "track"]
    assert [style for _, style in draw_bar(0.5, 16, ink="bad").runs()] == ["bad", "track"]


def test_amounts_stand_on_zero_and_a_rate_on_its_least() -> None:
    assert draw_spark([0, 50, 100]).plain == "▁▅█"
    assert draw_spark([0.4, 0.45, 0.5], is_rate=True).plain == "▁▅█"
    assert draw_spark([3, 3]).plain == "██"


def test_unknown_is_a_gap_and_nothing_is_not() -> None:
    assert draw_spark([None, 0, 8]).plain == " ▁█"
    assert draw_spark([]).plain == ""
    assert draw_spark([None]).plain == " "


@given(st.lists(st.floats(0, 1e9) | st.none(), min_size=1, max_size=400), st.integers(1, 200))
def test_however_many_values_there_are_the_course_is_as_wide_as_asked(
    values: list[float | None], count: int
) -> None:
    course = resample(values, count)
    assert len(course) == count
    known = [value for value in values if value is not None]
    assert all(one is None or min(known) * 0.999 <= one <= max(known) * 1.001 for one in course)


def test_as_many_values_as_cells_stay_as_they_are() -> None:
    assert resample([1, None, 3], 3) == [1, None, 3]
    assert resample([2, 4, None, None], 2) == [3, None]
    assert resample([1, 3], 4) == [1, 1, 3, 3]
