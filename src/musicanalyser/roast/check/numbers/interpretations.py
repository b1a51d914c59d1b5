"""What a number in a text may mean, and the range of figures it stands for.

The one rule of tolerance: a number stands for every figure that rounds to it at the precision it
shows, ties either way. ``36 %`` stands for 35.5 to 36.5 %, *three hundred* for 250 to 350. Times of
two units, such as ``3 h 24 min``, may be cut as well as rounded, as the program itself cuts them.
Fractions, such as *half* and ``1/3``, allow 2.5 points. *Hundreds* stand for 100 and more. Signs
are not read.
"""

from dataclasses import dataclass
from enum import Enum, auto

_FRACTION_OFF = 0.025
_MANY = 1000


class Measure(Enum):
    """What a number may count."""

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
class Reading:
    """A meaning of a number: its value, and the range of figures it stands for."""

    measure: Measure
    value: float
    low: float
    high: float


def rounded(measure: Measure, value: float, half: float) -> Reading:
    """Return what stands for every figure that rounds to the value; ``half`` of its last place."""
    return Reading(measure, value, value - half, value + half)


def cut(value_ms: float, last_ms: float) -> Reading:
    """Return a time that was rounded, or cut, to the unit it ends with."""
    return Reading(Measure.TIME, value_ms, value_ms - last_ms / 2, value_ms + last_ms - 1)


def part(share: float) -> Reading:
    """Return a share told in a simple fraction."""
    return rounded(Measure.FRACTION, share, _FRACTION_OFF)


def vague(measure: Measure, least: float) -> Reading:
    """Return what is meant by *hundreds*: their least and anything above it that makes sense."""
    return Reading(measure, least, least, least * _MANY)
