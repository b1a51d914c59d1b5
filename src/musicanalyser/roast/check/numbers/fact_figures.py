"""Tells whether a number occurs in a fact: in one of its figures, or in its sentence."""

from collections.abc import Iterable, Iterator
from math import isclose
from typing import NamedTuple

from musicanalyser.roast.check.numbers.digits import plain_readings
from musicanalyser.roast.check.numbers.interpretations import Measure, Reading
from musicanalyser.roast.check.numbers.quantities import Quantity, quantities
from musicanalyser.roast.persona import Figure, Unit
from musicanalyser.units import DAY_MS, HOUR_MS

_EXACT = 1e-9
_CENTURY = 100
_DECADE = 10
_DAY_HOURS = 24


class Truth(NamedTuple):
    """What a fact lets a text say: exact figures, and numbers as its sentence writes them."""

    figures: frozenset[tuple[Measure, float]]
    written: frozenset[Reading]


def truth(figures: Iterable[Figure], sentence: str) -> Truth:
    """Return all that the figures and the English sentence of a fact let a text say.

    The sentence should bear no names. Its digits are true without their units as well, for the
    sake of languages whose units are not read.
    """
    written = {
        reading
        for quantity in quantities(sentence, "en")
        for reading in (*quantity.readings, *plain_readings(quantity.text))
    }
    exact = frozenset(known for figure in figures for known in _known(figure))
    return Truth(exact, frozenset(written))


def occurs(quantity: Quantity, truths: Iterable[Truth]) -> bool:
    """Tell whether one reading of a number stands for a figure, or repeats a sentence."""
    return any(
        any(_stands_for(reading, *known) for known in true.figures)
        or any(_repeats(reading, written) for written in true.written)
        for true in truths
        for reading in quantity.readings
    )


def _stands_for(reading: Reading, measure: Measure, value: float) -> bool:
    off = _EXACT * max(1, value)
    return reading.measure is measure and reading.low - off <= value <= reading.high + off


def _repeats(reading: Reading, written: Reading) -> bool:
    """Tell whether two numbers are the same, and equally precise; times may change their unit."""
    if reading.measure is not written.measure or not isclose(reading.value, written.value):
        return False
    return reading.measure is Measure.TIME or isclose(
        reading.high - reading.low, written.high - written.low
    )


def _known(figure: Figure) -> Iterator[tuple[Measure, float]]:
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
