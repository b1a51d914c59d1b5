"""When the simulated sessions begin."""

from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

from tests.simulators.listener.habits import CLICK_SHARE
from tests.simulators.listener.listener import listen
from tests.simulators.listener.profiles import MEDIAN

HOUR_MS = 3_600_000


def test_by_habit_sessions_begin_in_the_evening_and_soon_after_another() -> None:
    by_habit = listen(replace(MEDIAN, starts_by_habit=True), hours=150, seed=1).sessions
    hours = [datetime.fromtimestamp(one.began_ms / 1000, UTC).hour for one in by_habit]
    assert sum(18 <= hour < 21 for hour in hours) > 4 * sum(2 <= hour < 5 for hour in hours)
    silences = [after.began_ms - before.ended_ms for before, after in pairwise(by_habit)]
    assert min(silences) >= 7 * 60_000
    assert sum(ms < HOUR_MS for ms in silences) > 0.25 * len(silences)


def test_more_clicks_are_as_many_as_wanted() -> None:
    reasons = replace(MEDIAN, click_share=3 * CLICK_SHARE).end_reasons
    assert reasons["endplay"] == 3 * CLICK_SHARE
    assert abs(sum(reasons.values()) - 1) < 1e-9
