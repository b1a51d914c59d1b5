"""Finds the numbers of a text."""

from collections.abc import Iterator
from dataclasses import dataclass

from musicanalyser.roast.check.numbers.digits import folded
from musicanalyser.roast.check.numbers.interpretations import Reading
from musicanalyser.roast.check.numbers.number_forms import FORMS
from musicanalyser.roast.check.numbers.numerals import in_digits

_TAKEN_OUT = " ; "
"""Keeps apart what stood on either side."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it is written, and its readings, of which one is meant."""

    text: str
    readings: tuple[Reading, ...]


def quantities(text: str, language: str | None = None) -> Iterator[Quantity]:
    """Find every number of a text, in digits and in the words of a language, of all if ``None``."""
    rest = in_digits(folded(text), language)
    for pattern, readings in FORMS:
        for found in pattern.finditer(rest):
            yield Quantity(found[0].strip(), tuple(readings(found)))
        rest = pattern.sub(_TAKEN_OUT, rest)
