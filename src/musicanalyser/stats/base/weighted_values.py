"""Mean, spread and median of values that weigh as much as the time they were heard."""

from collections.abc import Iterable
from math import fsum, sqrt

WeightedValue = tuple[float, int]
"""A value, and its listening time in ms."""

_DIGITS = 12
"""Decimals of a spread: rounding errors of the mean lie beyond them."""


def mean(values: Iterable[WeightedValue]) -> float | None:
    """Return the mean, the same in any order of the values; ``None`` without listening time."""
    pairs = list(values)
    weight = sum(ms for _, ms in pairs)
    return fsum(value * ms for value, ms in pairs) / weight if weight else None


def spread(values: Iterable[WeightedValue]) -> float | None:
    """Return the standard deviation of the population; ``None`` without listening time.

    It is exactly 0 if all values are equal.
    """
    pairs = list(values)
    middle = mean(pairs)
    if middle is None:
        return None
    variance = mean(((value - middle) ** 2, ms) for value, ms in pairs) or 0
    return round(sqrt(variance), _DIGITS)


def median(values: Iterable[WeightedValue]) -> float | None:
    """Return the lower median: the least value that half of the time does not exceed.

    It is ``None`` without listening time.
    """
    pairs = sorted((value, ms) for value, ms in values if ms)
    half = sum(ms for _, ms in pairs) / 2
    passed_ms = 0
    for value, ms in pairs:
        passed_ms += ms
        if passed_ms >= half:
            return value
    return None
