"""Finds the names that a text may bear, and takes them out before the rest is judged.

A name is found as a whole word, or with a genitive *s*, whatever its case, apostrophes and dashes.
One that begins like a number, such as *22* or *7 rings*, would hide a number: it is found only in
quotation marks, or as it is spelt if it has a capital letter that does not just begin a sentence.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from musicanalyser.roast.check.numbers.digits import apart
from musicanalyser.roast.check.numbers.quantities import quantities

TAKEN_OUT = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands where a name was."""

QUOTES = '"“”„‟«»「」『』'
SINGLE_QUOTES = "'‘’‚‹›"  # noqa: RUF001 - the quotes that are meant
_ALIKE = {
    "'": "['’‘`´]",  # noqa: RUF001 - apostrophes as people type them
    "-": "[-‐‑–—]",  # noqa: RUF001 - dashes likewise
    " ": r"\s+",
    "…": r"(?:…|\.\.\.)",
}
_AS_WRITTEN = {alike: key for key in "'-" for alike in _ALIKE[key][1:-1]}
_WITHIN_SENTENCE = r"(?<!^)(?<![.!?…:] )"


def spans(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Return where names stand in a text, long names first; they may overlap."""
    return [
        found.span()
        for name in sorted(set(names), key=lambda name: (-len(name), name))
        for found in _pattern(name).finditer(text)
    ]


def without(text: str, names: Iterable[str]) -> str:
    """Return a text with `TAKEN_OUT` in place of each name."""
    for name in sorted(set(names), key=lambda name: (-len(name), name)):
        text = _pattern(name).sub(TAKEN_OUT, text)
    return text


def even(text: str) -> str:
    """Return a text in the form of Unicode that names have."""
    return "…".join(unicodedata.normalize("NFKC", part) for part in apart(text).split("…"))


@lru_cache(maxsize=256)
def _pattern(name: str) -> re.Pattern[str]:
    spelt = "".join(_ALIKE.get(_AS_WRITTEN.get(c, c), re.escape(c)) for c in name)
    before = r"(?<!\w)" if _cased(name[0]) else ""
    after = r"(?:s(?!\w)|(?!\w))" if _cased(name[-1]) else ""
    if not _begins_like_a_number(name):
        return re.compile(f"{before}(?i:{spelt}){after}")
    quoted = f"(?<=[{QUOTES}{SINGLE_QUOTES}])(?i:{spelt})(?=[,.!?]?[{QUOTES}{SINGLE_QUOTES}])"
    if any(map(str.isupper, name[1:])):
        return re.compile(f"{quoted}|{before}{spelt}{after}")
    if name[0].isupper():
        return re.compile(f"{quoted}|{_WITHIN_SENTENCE}{before}{spelt}{after}")
    return re.compile(quoted)


def _cased(character: str) -> bool:
    """Tell whether words of this script end at spaces, so that a name is a whole word."""
    return character.isdigit() or character.lower() != character.upper()


def _begins_like_a_number(name: str) -> bool:
    first = re.match(r"[^\s-]+", name)
    return first is not None and any(True for _ in quantities(first[0]))
