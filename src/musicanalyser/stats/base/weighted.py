"""Figures in which every value weighs as much as the time it was heard; exact in any order."""

from collections.abc import Iterable, Sequence
from math import fsum, sqrt

Weighed = tuple[float, int]
"""A value, and the time in ms that it was heard."""

_DIGITS = 12


def mean(values: Iterable[Weighed]) -> float | None:
    """Return the mean; unknown where nothing was heard."""
    held = list(values)
    weight = sum(ms for _, ms in held)
    return fsum(value * ms for value, ms in held) / weight if weight else None


def spread(values: Iterable[Weighed]) -> float | None:
    """Return the standard deviation of all that was heard, which is no sample of it.

    Values that are equal spread by 0, and not by what is left over from rounding their mean.
    """
    held = list(values)
    middle = mean(held)
    if middle is None:
        return None
    variance = mean(((value - middle) ** 2, ms) for value, ms in held) or 0
    return round(sqrt(variance), _DIGITS)


def median(values: Iterable[Weighed]) -> float | None:
    """Return the least value that half of the time does not exceed."""
    held = _heard(values)
    half = sum(ms for _, ms in held) / 2
    passed = 0
    for value, ms in held:
        passed += ms
        if passed >= half:
            return value
    return None


def _heard(values: Iterable[Weighed]) -> Sequence[Weighed]:
    return sorted((value, ms) for value, ms in values if ms)
