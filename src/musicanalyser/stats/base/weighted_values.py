"""Mean, spread and median of values that weigh as much as the time they were heard."""

from collections.abc import Iterable, Sequence
from math import fsum, sqrt
from operator import mul

WeightedValue = tuple[float, int]
"""A value, and its listening time in ms."""

_DIGITS = 12
"""Decimals of a spread: rounding errors of the mean lie beyond them."""


def mean(values: Iterable[WeightedValue]) -> float | None:
    """Return the mean, the same in any order of the values; ``None`` without listening time."""
    return _mean(*_columns(values))


def spread(values: Iterable[WeightedValue]) -> float | None:
    """Return the standard deviation of the population; ``None`` without listening time.

    It is exactly 0 if all values are equal.
    """
    numbers, times = _columns(values)
    middle = _mean(numbers, times)
    if middle is None:
        return None
    variance = _mean([(number - middle) ** 2 for number in numbers], times) or 0
    return round(sqrt(variance), _DIGITS)


def _columns(values: Iterable[WeightedValue]) -> tuple[Sequence[float], Sequence[int]]:
    pairs = [*values]
    return [value for value, _ in pairs], [ms for _, ms in pairs]


def _mean(numbers: Sequence[float], times: Sequence[int]) -> float | None:
    weight = sum(times)
    return fsum(map(mul, numbers, times)) / weight if weight else None


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
