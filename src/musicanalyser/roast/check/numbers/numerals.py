"""Turns numbers in English, German and Spanish words into digits.

The words for 2 to 99 are read, dozens, hundreds and thousands with at most 99 after them, and
phrases such as *twice*. These are not read: *one*, *zero*, *second*, *both* and *double*, which are
seldom meant as figures; *once*, which is eleven in Spanish, unless the text is known to be Spanish;
and numbers that nobody spells out.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial

from musicanalyser.roast.check.numbers.number_spelling import (
    NumberSpelling,
    spell_english,
    spell_german,
    spell_spanish,
)

_SPELLINGS = {"en": spell_english, "de": spell_german, "es": spell_spanish}
_AND_A_HALF = re.compile(r"\b(\d+)\s+(?:and a half|und einhalb|y medi[oa]|1/2)\b")


def write_numerals_as_digits(folded: str, language: str | None) -> str:
    """Return a folded text with its number words as digits.

    Hundreds and thousands stay words, ``3 hundred``: they are less precise than digits. With a
    language of ``None``, words of all languages are read; in an unknown one none are.
    """
    for spelling, pattern in _compile_spellings(language):
        for phrase, replacement in spelling.phrases.items():
            folded = re.sub(rf"\b(?:{phrase})\b", replacement, folded)
        folded = pattern.sub(partial(_write_digits, spelling), folded)
    return _AND_A_HALF.sub(r"\1.5", folded)


@cache
def _compile_spellings(
    language: str | None,
) -> tuple[tuple[NumberSpelling, re.Pattern[str]], ...]:
    return tuple((spelling, _compile_pattern(spelling)) for spelling in _select_spellings(language))


def _select_spellings(language: str | None) -> Iterator[NumberSpelling]:
    for known, spelling in _SPELLINGS.items():
        if known == language:
            yield spelling()
        elif language is None:
            small = {word: value for word, value in spelling().small.items() if word != "once"}
            yield replace(spelling(), small=small)


def _compile_pattern(spelling: NumberSpelling) -> re.Pattern[str]:
    longest_first = sorted(spelling.small, key=len, reverse=True)
    small = "|".join(words.replace(" ", r"[\s-]+") for words in longest_first)
    scale = "|".join(sorted(spelling.scales, key=len, reverse=True))
    separator = spelling.separator
    no_digit_before = r"(?<!\d)(?<!\d[\s-])(?<!por )"  # por ciento is percent
    return re.compile(
        rf"\b(?:(?:(?P<count>{small}|{spelling.one}){separator}|{no_digit_before})(?P<scale>{scale})"
        rf"(?:{separator}(?:{spelling.link}{separator})?(?P<rest>{small}))?"
        rf"|(?P<alone>{small})){spelling.suffix}\b"
    )


def _write_digits(spelling: NumberSpelling, match: re.Match[str]) -> str:
    count, rest, alone = (
        spelling.small.get(re.sub(r"[\s-]+", " ", match[part] or ""), 0)
        for part in ("count", "rest", "alone")
    )
    if alone:
        return str(alone)
    scale = spelling.scales[match["scale"]]
    for size, word in ((1000, "thousand"), (100, "hundred")):
        if not rest and scale % size == 0:
            return f"{(count or 1) * scale // size} {word}"
    return str((count or 1) * scale + rest)
