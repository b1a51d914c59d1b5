import pytest

from musicanalyser.report import Column
from musicanalyser.stats.base.shares import (
    TimeSplit,
    previous_split,
    share,
    share_change,
    split_columns,
    split_row,
    split_rows,
)

NOW = TimeSplit(times_ms={"rock": 30.6, "jazz": 10.4}, whole_ms=41)
PREVIOUS = TimeSplit(times_ms={"rock": 10, "dub": 30}, whole_ms=40)


def test_a_share_of_nothing_is_unknown() -> None:
    assert share(0, 0) is None
    assert share(0, 4) == 0
    assert share(1, 4) == 0.25


@pytest.mark.parametrize(
    ("now", "previous", "expected"),
    [(0.5, 0.25, 0.25), (0.25, 0.5, -0.25), (0.5, 0.5, 0), (None, 0.5, None), (0.5, None, None)],
)
def test_a_change_is_positive_where_the_share_grew_and_unknown_where_one_is(
    now: float | None, previous: float | None, expected: float | None
) -> None:
    assert share_change(now, previous) == expected


def test_a_row_holds_whole_milliseconds_and_shares_of_the_whole() -> None:
    assert split_row("rock", NOW, PREVIOUS) == ("rock", 31, 30.6 / 41, 0.25, 30.6 / 41 - 0.25)
    assert split_row("jazz", NOW, None) == ("jazz", 10, 10.4 / 41, None, None)


def test_labels_of_either_window_have_a_row_in_the_given_order() -> None:
    rows = split_rows(["dub", "rock", "folk", "jazz"], NOW, PREVIOUS)
    assert [row[:2] for row in rows] == [("dub", 0), ("rock", 31), ("jazz", 10)]
    assert [row[3] for row in rows] == [0.75, 0.25, 0]
    assert [row[0] for row in split_rows(["dub", "rock"], NOW, None)] == ["rock"]


def test_only_a_second_split_is_that_of_the_previous_window() -> None:
    assert previous_split([NOW, PREVIOUS]) is PREVIOUS
    assert previous_split([NOW, None]) is None
    assert previous_split([NOW]) is None


@pytest.mark.parametrize("compared", [True, False])
def test_without_a_comparison_its_columns_are_details(compared: bool) -> None:
    columns = split_columns(Column(name="genre", title="Genre"), compared=compared)
    details = {column.name for column in columns if column.detail}
    assert details == (set() if compared else {"previous_share", "change"})
