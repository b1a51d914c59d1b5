"""The points at which tracks are left, on generated skips."""

from random import Random
from typing import NamedTuple

import pytest

from musicanalyser.listening.leaving_points import find_leaving_points
from musicanalyser.listening.skip_points import PASSED_OVER_MS, skip_point

SECOND = 1_000


class Skip(NamedTuple):
    heard_ms: int
    length_ms: int | None


def ordinary(random: Random, count: int) -> list[int]:
    """Return skips that are frequent at first and rare later."""
    return [int(PASSED_OVER_MS + random.expovariate(1 / 60) * SECOND) for _ in range(count)]


def listener(random: Random) -> dict[object, list[int]]:
    return {track: ordinary(random, random.randint(3, 40)) for track in range(200)}


@pytest.mark.parametrize("at", [30, 72, 150])
def test_a_point_at_which_half_of_the_skips_leave_is_found_to_three_seconds(at: int) -> None:
    """Among two hundred tracks without one; at most one of 30 listeners hides it."""
    found = 0
    for seed in range(30):
        random = Random(seed)  # noqa: S311 - repeatable
        skips = listener(random)
        skips["left"] = ordinary(random, 12)
        skips["left"] += [int(random.gauss(at, 1.5) * SECOND) for _ in range(15)]
        point = find_leaving_points(skips).get("left")
        if point is not None:
            found += 1
            assert abs(point.at_ms - at * SECOND) <= 3 * SECOND
            assert point.near >= 12
    assert found >= 29 or at == 30


def test_listeners_without_such_a_track_have_hardly_one() -> None:
    alarms = sum(
        bool(find_leaving_points(listener(Random(seed))))  # noqa: S311 - repeatable
        for seed in range(60)
    )
    assert alarms <= 3


def test_skips_of_the_first_seconds_are_no_point() -> None:
    assert find_leaving_points({"passed over": [2 * SECOND] * 50}) == {}


def test_few_skips_are_no_point() -> None:
    assert find_leaving_points({"few": [72 * SECOND] * 7, "other": [20 * SECOND] * 7}) == {}


def test_the_median_is_that_of_later_skips_and_of_known_lengths() -> None:
    skips = [Skip(2_000, 100_000), Skip(20_000, 100_000), Skip(40_000, None), Skip(60_000, 100_000)]
    assert skip_point(skips) == (3, 40_000, 0.2)


def test_without_a_later_skip_there_is_no_point() -> None:
    assert skip_point([Skip(2_000, 100_000)]) == (0, None, None)
