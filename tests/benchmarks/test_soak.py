"""Days of trouble: kills, sleep, clocks that are set, refusals, a database that is away."""

import sys

import pytest

from tests.benchmarks.soak import soak

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="it reads /proc")


def test_days_of_trouble_lose_and_double_nothing_that_was_watched() -> None:
    found = soak(days=3, seed=5)
    assert found.watched_plays > 0.5 * found.plays
    assert (found.scores.duplicated, found.scores.split, found.watched.lost) == (0, 0, 0)
    assert found.watched.median_error_ms < 500
    assert found.watched.ends_right > 0.9
    assert found.handles <= 0
    assert not found.is_wrong
