"""At which hours of workdays and weekends listening begins, learnt from the history."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import exp

from musicanalyser.listening.polling.silences import Silence
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.timespan.quarter_hours import QUARTER_MS, quarter_parts
from musicanalyser.units import DAY_MS, HOUR_MS

# The numbers, and what they are worth: docs/decisions/044-idle-polls-by-habit.md
_QUARTERS = DAY_MS // QUARTER_MS
_KERNEL = tuple(exp(-((step / 2) ** 2) / 2) for step in range(-6, 7))
"""A standard deviation of two quarters of an hour."""
_HALF_LIFE_MS = 45 * DAY_MS
_LEAST_HISTORY_MS = 21 * DAY_MS
"""Before, a profile would say more about chance than about habits."""
_PRIOR_IDLE_MS = 5 * HOUR_MS
"""How much idle time of all days counts in a quarter of an hour of workdays or weekends."""
_WEEKEND = 5
_EPOCH_WEEKDAY = 3
"""1 January 1970 was a Thursday."""

Rates = list[float]
"""A value for each quarter of an hour of a local day."""


@dataclass(frozen=True, slots=True)
class StartProfile:
    """How likely listening begins in each quarter of an hour, 1 on average; none if unknown."""

    workday: tuple[float, ...] = ()
    weekend: tuple[float, ...] = ()

    def rate_at(self, at_ms: int, clock: LocalClock) -> float:
        """Return how likely listening begins at a moment, in relation to any moment."""
        if not self.workday:
            return 1.0
        is_weekend, quarter = _local_quarter(at_ms, clock)
        return (self.weekend if is_weekend else self.workday)[quarter]


def learn_profile(silences: Sequence[Silence], clock: LocalClock) -> StartProfile:
    """Return the profile of some silences in order; an even one before 21 days are known."""
    if not silences or silences[-1].until_ms - silences[0].since_ms < _LEAST_HISTORY_MS:
        return StartProfile()
    now_ms = silences[-1].until_ms
    starts: dict[bool, Rates] = {kind: [0.0] * _QUARTERS for kind in (False, True)}
    idle: dict[bool, Rates] = {kind: [0.0] * _QUARTERS for kind in (False, True)}
    for silence in silences:
        weight = 0.5 ** ((now_ms - silence.until_ms) / _HALF_LIFE_MS)
        for at_ms, lasts_ms in quarter_parts(silence.since_ms, silence.until_ms):
            kind, quarter = _local_quarter(at_ms, clock)
            idle[kind][quarter] += weight * lasts_ms
        if silence.ended_by_play:
            kind, quarter = _local_quarter(silence.until_ms, clock)
            starts[kind][quarter] += weight
    total = sum(chain(*starts.values())) / sum(chain(*idle.values()))
    if not total:
        return StartProfile()
    smooth_starts = {kind: _smooth(values) for kind, values in starts.items()}
    smooth_idle = {kind: _smooth(values) for kind, values in idle.items()}
    common = [
        (sum(begun) + total * _PRIOR_IDLE_MS) / (sum(silent) + _PRIOR_IDLE_MS)
        for begun, silent in zip(
            zip(*smooth_starts.values(), strict=True),
            zip(*smooth_idle.values(), strict=True),
            strict=True,
        )
    ]
    workday, weekend = (
        tuple(
            (begun + rate * _PRIOR_IDLE_MS) / (silent + _PRIOR_IDLE_MS) / total
            for begun, silent, rate in zip(
                smooth_starts[kind], smooth_idle[kind], common, strict=True
            )
        )
        for kind in (False, True)
    )
    return StartProfile(workday=workday, weekend=weekend)


def _local_quarter(at_ms: int, clock: LocalClock) -> tuple[bool, int]:
    """Return whether it is a weekend, and which quarter of an hour of the local day it is."""
    day, in_day_ms = divmod(at_ms + clock.offset_ms(at_ms), DAY_MS)
    return (day + _EPOCH_WEEKDAY) % 7 >= _WEEKEND, in_day_ms // QUARTER_MS


def _smooth(values: Rates) -> Rates:
    """Return the values spread over their neighbours; midnight is next to midnight."""
    half, total = len(_KERNEL) // 2, sum(_KERNEL)
    return [
        sum(
            share * values[(quarter + step - half) % _QUARTERS]
            for step, share in enumerate(_KERNEL)
        )
        / total
        for quarter in range(_QUARTERS)
    ]
