"""The waits of each polling policy."""

from collections.abc import Mapping
from dataclasses import dataclass

from musicanalyser.listening.polling.policies import PollingPolicy

WaitsByAge = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class PollIntervals:
    """The waits of a policy.

    ``by_age_ms`` holds the waits while a track plays: up to an age of 5, 15, 30 and 60 s, and
    above. Those up to 30 s are multiplied by ``after_short_play`` if the last play was short, or
    there was none, and by ``in_short_run`` if the last two or more were. ``idle_ms`` is the mean
    wait while nothing plays, as long as calls are plentiful.
    """

    by_age_ms: WaitsByAge
    after_short_play: float
    in_short_run: float
    idle_ms: int


# Compared on a simulated listener: docs/decisions/010-polling-policies.md
POLL_INTERVALS: Mapping[PollingPolicy, PollIntervals] = {
    PollingPolicy.LEAN: PollIntervals(
        by_age_ms=(12_000, 20_000, 35_000, 70_000, 75_000),
        after_short_play=0.7,
        in_short_run=0.5,
        idle_ms=120_000,
    ),
    PollingPolicy.ECON: PollIntervals(
        by_age_ms=(6_000, 12_000, 21_000, 29_000, 29_000),
        after_short_play=0.7,
        in_short_run=0.4,
        idle_ms=30_000,
    ),
    PollingPolicy.BAL: PollIntervals(
        by_age_ms=(5_000, 8_500, 18_000, 26_000, 26_000),
        after_short_play=0.5,
        in_short_run=0.5,
        idle_ms=30_000,
    ),
    PollingPolicy.FAST: PollIntervals(
        by_age_ms=(2_000, 2_600, 4_400, 6_200, 12_400),
        after_short_play=1.0,
        in_short_run=1.0,
        idle_ms=30_000,
    ),
}
