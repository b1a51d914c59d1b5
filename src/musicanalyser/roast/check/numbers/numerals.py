"""Numbers in words, in English, German and Spanish, turned into digits.

Read are 2 to 99, dozens, hundreds and thousands with at most 99 behind them, and phrases such as
*twice*. Not read are *one*, *zero*, *second*, *both* and *double*, which are manners of speaking
more often than figures; *once*, which is eleven in Spanish, unless the text is known to be Spanish;
and numbers that nobody spells out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial

from musicanalyser.roast.check.numbers.spelling import Spelling, english, german, spanish

_SPELLINGS = {"en": english, "de": german, "es": spanish}
_AND_A_HALF = re.compile(r"\b(\d+)\s+(?:and a half|und einhalb|y medi[oa]|1/2)\b")


def in_digits(folded: str, language: str | None) -> str:
    """Return text, in small letters and without accents, with its number words as digits.

    Hundreds and thousands stay words, ``3 hundred``: they are rounder than the same in digits.
    ``None`` reads all languages; one whose words are not known is left as it is.
    """
    for spelling, pattern in _readers(language):
        for phrase, meaning in spelling.phrases.items():
            folded = re.sub(rf"\b(?:{phrase})\b", meaning, folded)
        folded = pattern.sub(partial(_digits, spelling), folded)
    return _AND_A_HALF.sub(r"\1.5", folded)


@cache
def _readers(language: str | None) -> tuple[tuple[Spelling, re.Pattern[str]], ...]:
    return tuple((spelling, _pattern(spelling)) for spelling in _spoken(language))


def _spoken(language: str | None) -> Iterator[Spelling]:
    for known, spelling in _SPELLINGS.items():
        if known == language:
            yield spelling()
        elif language is None:
            small = {word: value for word, value in spelling().small.items() if word != "once"}
            yield replace(spelling(), small=small)


def _pattern(spelling: Spelling) -> re.Pattern[str]:
    longest_first = sorted(spelling.small, key=len, reverse=True)
    small = "|".join(words.replace(" ", r"[\s-]+") for words in longest_first)
    scale = "|".join(sorted(spelling.scales, key=len, reverse=True))
    glue = spelling.glue
    bare = r"(?<!\d)(?<!\d[\s-])(?<!por )"  # por ciento is percent
    return re.compile(
        rf"\b(?:(?:(?P<count>{small}|{spelling.one}){glue}|{bare})(?P<scale>{scale})"
        rf"(?:{glue}(?:{spelling.link}{glue})?(?P<rest>{small}))?"
        rf"|(?P<alone>{small})){spelling.suffix}\b"
    )


def _digits(spelling: Spelling, found: re.Match[str]) -> str:
    count, rest, alone = (
        spelling.small.get(re.sub(r"[\s-]+", " ", found[part] or ""), 0)
        for part in ("count", "rest", "alone")
    )
    if alone:
        return str(alone)
    scale = spelling.scales[found["scale"]]
    for size, word in ((1000, "thousand"), (100, "hundred")):
        if not rest and scale % size == 0:
            return f"{(count or 1) * scale // size} {word}"
    return str((count or 1) * scale + rest)
