"""How well two sightings agree: each tolerance, just within and just beyond it."""

import pytest

from musicanalyser.listening.matching.agreement import REACH_MS, disagreement, sort_key
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.origin import Clock
from tests.listening.matching.rows import START_MS, account, exported, listed, observed, stored


def cost(trusted: Sighting, other: Sighting) -> float | None:
    one, two = stored(trusted, other)
    return disagreement([one], two)


@pytest.mark.parametrize(
    ("played_ms", "expected"), [(100_000, 0), (103_000, 3_000), (97_000, 3_000), (103_001, None)]
)
def test_account_data_agrees_if_the_times_heard_differ_by_three_seconds(
    played_ms: int, expected: int | None
) -> None:
    fine = exported(ended_ms=30_000, played_ms=100_000)
    assert cost(fine, account(minute=0, played_ms=played_ms)) == expected


@pytest.mark.parametrize(
    ("ended_ms", "expected"),
    [
        (0, 0),
        (59_999, 0),
        (60_000, 1),
        (-1, 1),
        (179_999, 120_000),
        (180_000, None),
        (-120_000, 120_000),
        (-120_001, None),
    ],
)
def test_account_data_agrees_with_ends_up_to_two_minutes_outside_of_its_minute(
    ended_ms: int, expected: int | None
) -> None:
    fine = exported(ended_ms=ended_ms, played_ms=100_000)
    assert cost(fine, account(minute=0, played_ms=100_000)) == expected


def test_both_differences_from_account_data_add_up() -> None:
    fine = exported(ended_ms=61_000, played_ms=100_000)
    assert cost(fine, account(minute=0, played_ms=102_000)) == 1_001 + 2_000


@pytest.mark.parametrize(
    ("played_ms", "expected"), [(80_000, 0), (120_000, 0), (123_000, 3_000), (76_999, None)]
)
def test_account_data_agrees_with_the_bounds_of_an_observed_play(
    played_ms: int, expected: int | None
) -> None:
    seen = observed(started_ms=-70_000, played_ms=100_000, bounds_ms=(80_000, 120_000))
    assert cost(account(minute=0, played_ms=played_ms), seen) == expected


@pytest.mark.parametrize(
    ("late_ms", "expected"), [(0, 0), (180_000, 180_000), (-180_000, 180_000), (180_001, None)]
)
def test_an_export_may_be_stamped_three_minutes_off_if_the_time_heard_agrees(
    late_ms: int, expected: int | None
) -> None:
    seen = observed(started_ms=0, played_ms=100_000)
    assert cost(exported(ended_ms=100_000 + late_ms, played_ms=100_000), seen) == expected


@pytest.mark.parametrize(
    ("played_ms", "late_ms", "expected"),
    [
        (103_000, 20_001, 20_061),
        (103_001, 20_000, 20_000 + 3_001 / 50),
        (103_001, 20_001, None),
        (103_001, -20_000, 20_000 + 3_001 / 50),
    ],
)
def test_an_export_may_be_stamped_twenty_seconds_off_if_it_does_not(
    played_ms: int, late_ms: int, expected: float | None
) -> None:
    seen = observed(started_ms=0, played_ms=100_000)
    row = exported(ended_ms=100_000 + late_ms, played_ms=played_ms)
    assert cost(row, seen) == expected


@pytest.mark.parametrize(
    ("played_ms", "expected"), [(105_000, 100), (160_000, 1_200), (9**6, 1_200)]
)
def test_a_second_of_the_ends_weighs_fifty_of_the_time_heard_and_a_minute_at_most(
    played_ms: int, expected: float
) -> None:
    seen = observed(started_ms=0, played_ms=100_000)
    assert cost(exported(ended_ms=100_000, played_ms=played_ms), seen) == expected


def test_an_end_within_the_bounds_of_an_observed_one_costs_nothing() -> None:
    seen = observed(started_ms=0, played_ms=100_000, bounds_ms=(80_000, 130_000))
    assert cost(exported(ended_ms=80_000, played_ms=100_000), seen) == 0
    assert cost(exported(ended_ms=79_999, played_ms=100_000), seen) == 1
    assert cost(exported(ended_ms=130_000, played_ms=100_000), seen) == 0
    assert cost(exported(ended_ms=130_001, played_ms=100_000), seen) == 1


def test_the_latest_possible_end_counts_even_beyond_the_time_heard() -> None:
    seen = observed(started_ms=0, played_ms=100_000, latest_ms=400_000)
    assert cost(exported(ended_ms=400_000, played_ms=100_000), seen) == 0


@pytest.mark.parametrize(
    ("ended_ms", "expected"),
    [
        (100_000, 0),
        (129_000, 29_000),
        (129_001, None),
        (85_000, 15_000),
        (84_999, 60_000 + 15_001),
        (5_001, 60_000 + 94_999),
        (5_000, 120_000 + 5_000),
        (0, 120_000),
        (-5_000, 120_000 + 5_000),
        (-5_001, None),
    ],
)
def test_a_listed_moment_is_the_end_or_lies_within_or_is_the_start(
    ended_ms: int, expected: int | None
) -> None:
    seen = observed(started_ms=0, played_ms=100_000)
    assert cost(seen, listed(ended_ms=ended_ms)) == expected


@pytest.mark.parametrize(
    ("ended_ms", "expected"),
    [
        (0, 0),
        (59_999, 0),
        (179_999, 120_000),
        (180_000, None),
        (-120_000, 120_000),
        (-120_001, None),
    ],
)
def test_a_listed_moment_agrees_with_account_data_by_the_minute(
    ended_ms: int, expected: int | None
) -> None:
    assert cost(account(minute=0, played_ms=100_000), listed(ended_ms=ended_ms)) == expected


def test_the_best_agreement_with_a_sighting_of_the_group_counts() -> None:
    near, far, other = stored(
        exported(ended_ms=100_000, played_ms=100_000),
        exported(ended_ms=104_000, played_ms=100_000),
        listed(ended_ms=101_000),
    )
    assert disagreement([near, far], other) == 1_000
    assert disagreement([far, near], other) == 1_000


def test_no_agreement_reaches_further_than_the_clusters() -> None:
    assert REACH_MS == 35 * 60_000


def test_ends_are_sorted_by_the_minute_only_if_the_added_ones_are() -> None:
    (row,) = stored(exported(ended_ms=59_000, played_ms=7_000))
    assert sort_key(row, Clock.MINUTE) == (START_MS, 7_000)
    assert sort_key(row, Clock.OBSERVED) == (START_MS + 59_000, 7_000)
    (coarse,) = stored(account(minute=1, played_ms=7_000))
    assert sort_key(coarse, Clock.LISTED) == (START_MS + 90_000, 7_000)


@pytest.mark.parametrize(
    ("ended_ms", "reason", "played_ms", "expected"),
    [
        (129_000, "trackdone", 100_000, 29_000),
        (130_000, "trackdone", 100_000, 210_000),
        (280_000, "fwdbtn", 100_000, 360_000),
        (280_001, "fwdbtn", 100_000, None),
        (130_000, "endplay", 100_000, None),
        (60_000, "fwdbtn", 29_000, None),
    ],
)
def test_a_list_may_be_three_minutes_late_where_the_end_was_watched(
    ended_ms: int, reason: str, played_ms: int, expected: int | None
) -> None:
    seen = observed(started_ms=0, played_ms=played_ms, latest_ms=played_ms, reason_end=reason)
    assert cost(seen, listed(ended_ms=ended_ms)) == expected
