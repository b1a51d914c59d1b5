"""Decides whether a fact supports a number: by one of its figures, or by its sentence."""

from collections.abc import Iterable, Iterator
from math import isclose
from typing import NamedTuple

from musicanalyser.roast.check.numbers.digits import read_plain_numbers
from musicanalyser.roast.check.numbers.number_search import QuotedNumber, find_numbers
from musicanalyser.roast.check.numbers.readings import Measure, NumberReading
from musicanalyser.roast.persona import Figure, Unit
from musicanalyser.units import DAY_MS, HOUR_MS

_RELATIVE_ERROR = 1e-9
"""Allows for the rounding of floating-point numbers."""
_CENTURY = 100
_DECADE = 10
_DAY_HOURS = 24


class AllowedNumbers(NamedTuple):
    """The numbers that a fact supports."""

    figures: frozenset[tuple[Measure, float]]
    """The exact values of its figures."""
    quoted: frozenset[NumberReading]
    """The numbers as its sentence writes them."""


def allow_numbers(figures: Iterable[Figure], sentence: str) -> AllowedNumbers:
    """Return the numbers that the figures and the English sentence of a fact support.

    The sentence must not contain names. Its digits are supported without their units as well,
    because the units of many languages are not read.
    """
    quoted = {
        reading
        for number in find_numbers(sentence, "en")
        for reading in (*number.readings, *read_plain_numbers(number.text))
    }
    exact = frozenset(value for figure in figures for value in _list_exact_values(figure))
    return AllowedNumbers(exact, frozenset(quoted))


def is_allowed(number: QuotedNumber, allowed: Iterable[AllowedNumbers]) -> bool:
    """Return whether a reading of a number matches a figure, or repeats a sentence."""
    return any(
        any(_matches(reading, *value) for value in one.figures)
        or any(_repeats(reading, quoted) for quoted in one.quoted)
        for one in allowed
        for reading in number.readings
    )


def _matches(reading: NumberReading, measure: Measure, value: float) -> bool:
    tolerance = _RELATIVE_ERROR * max(1, value)
    return (
        reading.measure is measure and reading.low - tolerance <= value <= reading.high + tolerance
    )


def _repeats(reading: NumberReading, quoted: NumberReading) -> bool:
    """Return whether two numbers are the same and equally precise; times may change their unit."""
    if reading.measure is not quoted.measure or not isclose(reading.value, quoted.value):
        return False
    return reading.measure is Measure.TIME or isclose(
        reading.high - reading.low, quoted.high - quoted.low
    )


def _list_exact_values(figure: Figure) -> Iterator[tuple[Measure, float]]:
    value = abs(figure.value)
    match figure.unit:
        case Unit.SHARE:
            yield Measure.PERCENT, 100 * value
            yield Measure.PLAIN, 100 * value
            yield Measure.FRACTION, value
        case Unit.MS:
            yield Measure.TIME, value
        case Unit.DAYS:
            yield Measure.PLAIN, value
            yield Measure.TIME, value * DAY_MS
        case Unit.HOUR:
            yield Measure.PLAIN, value
            yield Measure.CLOCK, value % _DAY_HOURS
            yield Measure.TIME, value * HOUR_MS
        case Unit.YEAR:
            yield Measure.PLAIN, value
            if value % _DECADE == 0:
                yield Measure.PLAIN, value % _CENTURY
                yield Measure.DECADE, value % _CENTURY
                yield Measure.DECADE, value
        case Unit.COUNT | Unit.RANK:
            yield Measure.PLAIN, value
