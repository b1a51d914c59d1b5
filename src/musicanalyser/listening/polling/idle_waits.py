"""How long to wait while nothing plays: short when listening is likely to begin, long at night.

The delay until a start is noticed is least if the wait is proportional to one over the square root
of how likely a start is. That depends on the time of the day, and on how long nothing has played.
"""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from musicanalyser.listening.polling.silences import Silence
from musicanalyser.listening.polling.start_profile import StartProfile
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.timespan.quarter_hours import quarter_parts
from musicanalyser.units import DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS

# The numbers, and what they are worth: docs/decisions/044-idle-polls-by-habit.md
_SHORTEST_MS, _LONGEST_MS = 20 * SECOND_MS, 600 * SECOND_MS
_LONGEST_IF_SCARCE_MS = 900 * SECOND_MS
_SCARCE_MS = 216 * SECOND_MS
"""With this mean, a silent day has 400 calls."""
_SILENT_FOR_MS = tuple(
    int(HOUR_MS * hours) for hours in (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 36.0)
)
_START_RATES = (8.2, 3.0, 1.8, 1.2, 0.76, 0.48, 0.61, 0.64, 0.28)
"""How likely a start is after that much silence, in relation to any: medians of 16 listeners."""
_CALIBRATED_ON_MS = 28 * DAY_MS
_ORDINARY_SILENCES_MS = tuple(MINUTE_MS * minutes for minutes in (15, 40, 90, 200, 420, 590))
"""Those of a day of a listener of whom nothing is known."""
_ORDINARY_FROM_MS = 7 * DAY_MS
"""Of a shorter history they decide."""
_OTHERS_STARTS = 5.0
"""How many starts of the listener count as much as the rates of others."""
_HALVINGS = 20


@dataclass(frozen=True, slots=True)
class IdleWaits:
    """The waits of one listener while nothing plays.

    ``scale`` makes the number of calls what equal waits of the mean would have cost.
    """

    profile: StartProfile
    clock: LocalClock
    start_rates: tuple[float, ...]
    scale: float

    def wait_ms(self, *, at_ms: int, silent_ms: int | None, mean_ms: int) -> int:
        """Return the wait at a moment, after a silence that is ``None`` if its start is unknown."""
        rate = self.profile.rate_at(at_ms, self.clock) * _rate_after(silent_ms, self.start_rates)
        return int(_limited(self.scale * mean_ms / rate**0.5, mean_ms))


def plan_idle_waits(
    silences: Sequence[Silence], clock: LocalClock, *, profile: StartProfile, mean_ms: int
) -> IdleWaits:
    """Return waits that would have cost as much as equal ones of ``mean_ms`` in the last 28 days.

    A history of less than a week says too little: then the silences of an ordinary day decide.
    """
    start_rates: tuple[float, ...] = _START_RATES
    if not silences or silences[-1].until_ms - silences[0].since_ms < _ORDINARY_FROM_MS:
        silences = [Silence(0, lasts_ms, ended_by_play=True) for lasts_ms in _ORDINARY_SILENCES_MS]
        profile = StartProfile()
    else:
        start_rates = _learn_start_rates(silences, profile, clock)
    parts = _parts(silences, profile, start_rates, clock)
    low, high = 0.0, 100.0
    idle_ms = sum(lasts_ms for lasts_ms, _ in parts)
    for _ in range(_HALVINGS):
        scale = (low + high) / 2
        calls = sum(
            lasts_ms / _limited(scale * mean_ms / root, mean_ms) for lasts_ms, root in parts
        )
        low, high = (scale, high) if calls > idle_ms / mean_ms else (low, scale)
    return IdleWaits(profile, clock, start_rates, scale=(low + high) / 2)


def _learn_start_rates(
    silences: Sequence[Silence], profile: StartProfile, clock: LocalClock
) -> tuple[float, ...]:
    """Return how likely this listener starts after so much silence, drawn to that of others."""
    expected, begun = [0.0] * len(_START_RATES), [0] * len(_START_RATES)
    for silence in silences:
        for at_ms, lasts_ms in quarter_parts(silence.since_ms, silence.until_ms):
            after = bisect_right(_SILENT_FOR_MS, at_ms - silence.since_ms)
            expected[after] += lasts_ms * profile.rate_at(at_ms, clock)
        begun[bisect_right(_SILENT_FOR_MS, silence.until_ms - silence.since_ms)] += (
            silence.ended_by_play
        )
    per_ms = sum(begun) / sum(expected)
    return tuple(
        (starts + _OTHERS_STARTS * rate) / (idle * per_ms + _OTHERS_STARTS)
        for starts, idle, rate in zip(begun, expected, _START_RATES, strict=True)
    )


def _parts(
    silences: Sequence[Silence],
    profile: StartProfile,
    start_rates: tuple[float, ...],
    clock: LocalClock,
) -> list[tuple[int, float]]:
    """Return the length of each part of the silences, and the root of how likely a start is."""
    since_ms = silences[-1].until_ms - _CALIBRATED_ON_MS
    return [
        (lasts_ms, (profile.rate_at(at_ms, clock) * after) ** 0.5)
        for silence in silences
        if silence.until_ms > since_ms
        for at_ms, lasts_ms in quarter_parts(silence.since_ms, silence.until_ms)
        for after in (_rate_after(at_ms - silence.since_ms, start_rates),)
    ]


def _rate_after(silent_ms: int | None, start_rates: tuple[float, ...]) -> float:
    return 1.0 if silent_ms is None else start_rates[bisect_right(_SILENT_FOR_MS, silent_ms)]


def _limited(wait_ms: float, mean_ms: int) -> float:
    longest_ms = _LONGEST_IF_SCARCE_MS if mean_ms > _SCARCE_MS else _LONGEST_MS
    return max(_SHORTEST_MS, min(wait_ms, longest_ms))
