"""Finds the numbers in a text."""

from collections.abc import Iterator
from dataclasses import dataclass

from musicanalyser.roast.check.numbers.digits import fold_text
from musicanalyser.roast.check.numbers.number_forms import NUMBER_FORMS
from musicanalyser.roast.check.numbers.numerals import write_numerals_as_digits
from musicanalyser.roast.check.numbers.readings import NumberReading

_SEPARATOR = " ; "
"""Replaces a number that was found, so that its neighbours are not read as one number."""


@dataclass(frozen=True, slots=True)
class QuotedNumber:
    """A number as the text writes it, and its possible readings."""

    text: str
    readings: tuple[NumberReading, ...]


def find_numbers(text: str, language: str | None = None) -> Iterator[QuotedNumber]:
    """Yield every number of a text, in digits and in words.

    With a language of ``None``, number words of all languages are read.
    """
    rest = write_numerals_as_digits(fold_text(text), language)
    for pattern, read in NUMBER_FORMS:
        for match in pattern.finditer(rest):
            yield QuotedNumber(match[0].strip(), tuple(read(match)))
        rest = pattern.sub(_SEPARATOR, rest)
