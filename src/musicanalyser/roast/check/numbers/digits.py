"""Reads numbers in digits, with any thousands separator and decimal mark."""

import re
import unicodedata
from collections.abc import Iterator

from musicanalyser.roast.check.numbers.readings import Measure, NumberReading, read_rounded

NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
"""``1234``, ``1,234``, ``1.234``, ``1 234``, ``1'234``, ``1,234.5``, ``0,36``."""

_THOUSANDS_OR_DECIMAL = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""The mark may be a thousands separator as well as a decimal mark."""
_FRACTION_CHARACTER = re.compile("(?=[¼-¾⅐-⅞])")
_SIGNS = str.maketrans("’‘′⁄‐‑‒–—−", "'''/------")  # noqa: RUF001 - these characters are meant


def separate_fractions(text: str) -> str:
    """Put a space before fraction characters, or NFKC turns 3½ into 31/2."""
    return _FRACTION_CHARACTER.sub(" ", text)


def fold_text(text: str) -> str:
    """Return text in small letters, without accents, with plain quotes, dashes and digits."""
    plain = unicodedata.normalize("NFKC", separate_fractions(text)).casefold().translate(_SIGNS)
    return "".join(
        character
        for character in unicodedata.normalize("NFD", plain)
        if not unicodedata.combining(character)
    )


def read_values(number: str) -> Iterator[tuple[float, float]]:
    """Yield what a `NUMBER` may be worth, each with half a unit of its last digit."""
    digits = re.sub("[' ]", "", number)
    marks = re.findall("[.,]", digits)
    plain = re.sub("[.,]", "", digits)
    if not marks or (len(marks) > 1 and len(set(marks)) == 1):
        yield float(plain), 0.5
        return
    decimals = len(digits) - digits.rindex(marks[-1]) - 1
    yield float(f"{plain[:-decimals]}.{plain[-decimals:]}"), 0.5 * 10.0**-decimals
    if _THOUSANDS_OR_DECIMAL.fullmatch(digits):
        yield float(plain), 0.5


def read_plain_numbers(text: str) -> Iterator[NumberReading]:
    """Yield the numbers in digits of a folded text, ignoring their units."""
    for match in re.finditer(NUMBER, text):
        yield from (
            read_rounded(Measure.PLAIN, value, half) for value, half in read_values(match[0])
        )
