"""Finds given names in a text, and removes them before the rest is checked.

A name is found as a whole word, or with a genitive *s*, in any case and with any kind of apostrophe
or dash. A name that begins like a number, such as *22* or *7 rings*, could hide a false number. It
is found only in quotation marks, or in its exact spelling if that has a capital letter that does
not just begin a sentence.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from musicanalyser.roast.check.numbers.digits import separate_fractions
from musicanalyser.roast.check.numbers.number_search import find_numbers

NAME_PLACEHOLDER = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Replaces a name."""

QUOTES = '"“”„‟«»「」『』'
SINGLE_QUOTES = "'‘’‚‹›"  # noqa: RUF001 - quotation marks are meant
_VARIANTS = {
    "'": "['’‘`´]",  # noqa: RUF001 - apostrophes are meant
    "-": "[-‐‑–—]",  # noqa: RUF001 - dashes are meant
    " ": r"\s+",
    "…": r"(?:…|\.\.\.)",
}
_PLAIN_FORM = {variant: key for key in "'-" for variant in _VARIANTS[key][1:-1]}
_WITHIN_SENTENCE = r"(?<!^)(?<![.!?…:] )"


def find_spans(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Return the start and end of each name in a text; they may overlap."""
    return [
        match.span()
        for name in _sort_longest_first(names)
        for match in _compile_pattern(name).finditer(text)
    ]


def remove_names(text: str, names: Iterable[str]) -> str:
    """Return a text with `NAME_PLACEHOLDER` in place of each name."""
    for name in _sort_longest_first(names):
        text = _compile_pattern(name).sub(NAME_PLACEHOLDER, text)
    return text


def normalise(text: str) -> str:
    """Return a text in NFKC, the form of sanitized names."""
    parts = separate_fractions(text).split("…")
    return "…".join(unicodedata.normalize("NFKC", part) for part in parts)


def _sort_longest_first(names: Iterable[str]) -> list[str]:
    return sorted(set(names), key=lambda name: (-len(name), name))


@lru_cache(maxsize=256)
def _compile_pattern(name: str) -> re.Pattern[str]:
    spelling = "".join(_VARIANTS.get(_PLAIN_FORM.get(c, c), re.escape(c)) for c in name)
    before = r"(?<!\w)" if _ends_at_spaces(name[0]) else ""
    after = r"(?:s(?!\w)|(?!\w))" if _ends_at_spaces(name[-1]) else ""
    if not _begins_like_a_number(name):
        return re.compile(f"{before}(?i:{spelling}){after}")
    quoted = f"(?<=[{QUOTES}{SINGLE_QUOTES}])(?i:{spelling})(?=[,.!?]?[{QUOTES}{SINGLE_QUOTES}])"
    if any(map(str.isupper, name[1:])):
        return re.compile(f"{quoted}|{before}{spelling}{after}")
    if name[0].isupper():
        return re.compile(f"{quoted}|{_WITHIN_SENTENCE}{before}{spelling}{after}")
    return re.compile(quoted)


def _ends_at_spaces(character: str) -> bool:
    """Return whether words of this script end at spaces, so that a name is a whole word."""
    return character.isdigit() or character.lower() != character.upper()


def _begins_like_a_number(name: str) -> bool:
    first_word = re.match(r"[^\s-]+", name)
    return first_word is not None and any(True for _ in find_numbers(first_word[0]))
