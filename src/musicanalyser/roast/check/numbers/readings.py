"""What a number in a text may mean, and the range of figures that it matches.

A number matches every figure that rounds to it at the precision it shows, ties either way:
``36 %`` matches 35.5 to 36.5 %, *three hundred* 250 to 350. A time of two units, such as ``3 h 24
min``, may be rounded down as well, as the program itself does. A fraction, such as *half* and
``1/3``, allows 2.5 points. *Hundreds* match 100 and more. Signs are ignored.
"""

from dataclasses import dataclass
from enum import Enum, auto

_FRACTION_TOLERANCE = 0.025
_MAX_VAGUE_FACTOR = 1000
"""*Hundreds* mean at most this many times 100."""


class Measure(Enum):
    """What a number measures."""

    PLAIN = auto()
    PERCENT = auto()
    FRACTION = auto()
    """From 0 to 1."""
    TIME = auto()
    """In ms."""
    CLOCK = auto()
    """Hours since midnight."""
    DECADE = auto()
    """A year, or its last two digits."""


@dataclass(frozen=True, slots=True)
class NumberReading:
    """One meaning of a number: its value, and the range of figures that it matches."""

    measure: Measure
    value: float
    low: float
    high: float


def read_rounded(measure: Measure, value: float, half: float) -> NumberReading:
    """Return the reading of a rounded number; ``half`` is half a unit of its last digit."""
    return NumberReading(measure, value, value - half, value + half)


def read_cut(value_ms: float, last_unit_ms: float) -> NumberReading:
    """Return the reading of a time that may be rounded, or rounded down, to its last unit."""
    low, high = value_ms - last_unit_ms / 2, value_ms + last_unit_ms - 1
    return NumberReading(Measure.TIME, value_ms, low, high)


def read_fraction(share: float) -> NumberReading:
    """Return the reading of a share in the words of a simple fraction."""
    return read_rounded(Measure.FRACTION, share, _FRACTION_TOLERANCE)


def read_vague(measure: Measure, least: float) -> NumberReading:
    """Return the reading of a word such as *hundreds*, from the least number that it can mean."""
    return NumberReading(measure, least, least, least * _MAX_VAGUE_FACTOR)
