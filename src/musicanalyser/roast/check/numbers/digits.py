"""Numbers in digits, however their thousands and decimals are marked."""

import re
import unicodedata
from collections.abc import Iterator

from musicanalyser.roast.check.numbers.interpretations import Measure, Reading, rounded

NUMBER = r"\d{1,3}(?:[.,' ]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?"
"""``1234``, ``1,234``, ``1.234``, ``1 234``, ``1'234``, ``1,234.5``, ``0,36``."""

_EITHER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
"""May be thousands as well as a decimal."""
_FRACTION = re.compile("(?=[¼-¾⅐-⅞])")
_SIGNS = str.maketrans("’‘′⁄‐‑‒–—−", "'''/------")  # noqa: RUF001 - evened out because they look alike


def apart(text: str) -> str:
    """Part fractions of one character from what is before them, or NFKC makes 3½ into 31/2."""
    return _FRACTION.sub(" ", text)


def folded(text: str) -> str:
    """Return text in small letters, without accents, with quotes, dashes and digits evened out."""
    even = unicodedata.normalize("NFKC", apart(text)).casefold().translate(_SIGNS)
    return "".join(
        character
        for character in unicodedata.normalize("NFD", even)
        if not unicodedata.combining(character)
    )


def values(number: str) -> Iterator[tuple[float, float]]:
    """Return what a `NUMBER` may be worth, each with half of the last place that it shows."""
    digits = re.sub("[' ]", "", number)
    marks = re.findall("[.,]", digits)
    plain = re.sub("[.,]", "", digits)
    if not marks or (len(marks) > 1 and len(set(marks)) == 1):
        yield float(plain), 0.5
        return
    places = len(digits) - digits.rindex(marks[-1]) - 1
    yield float(f"{plain[:-places]}.{plain[-places:]}"), 0.5 * 10.0**-places
    if _EITHER.fullmatch(digits):
        yield float(plain), 0.5


def plain_readings(text: str) -> Iterator[Reading]:
    """Read the digits of a folded text, whatever stands beside them."""
    for found in re.finditer(NUMBER, text):
        yield from (rounded(Measure.PLAIN, value, half) for value, half in values(found[0]))
