"""The forms in which numbers are written, each with what it may mean.

The forms are searched for one after the other, in folded text whose number words are digits. What
an earlier form has found is removed before the next one is searched for.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from musicanalyser.roast.check.numbers import unit_words
from musicanalyser.roast.check.numbers.digits import NUMBER, read_values
from musicanalyser.roast.check.numbers.readings import (
    Measure,
    NumberReading,
    read_cut,
    read_fraction,
    read_rounded,
    read_vague,
)
from musicanalyser.units import HOUR_MS, MINUTE_MS, SECOND_MS

Readings = Iterator[NumberReading]
NumberForm = tuple[re.Pattern[str], Callable[[re.Match[str]], Readings]]

_START = r"(?<![a-z\d])"
"""Digits after a letter are part of a word, such as ``F1`` and ``mp3``."""
_AND = r"(?:,?\s)?(?:(?:and|und|y|et|e|en)\s)?"
_TIME = "|".join(f"(?P<{name}>{words})" for name, words in unit_words.UNIT_PATTERNS.items())
_UNIT = (
    rf"(?:(?P<decade>'?s\b|er\w{{0,2}}\b)|[\s-]?(?:(?P<percent>{unit_words.PERCENT})|(?:"
    rf"(?P<forenoon>{unit_words.FORENOON})|(?P<afternoon>{unit_words.AFTERNOON})|(?P<clock>{unit_words.CLOCK})"
    rf"|{_TIME})(?!\w)))?"
)
_SCALE = rf"(?:\s?(?P<scale>{'|'.join(unit_words.SCALES)})\b(?:\s(?:of|de)\b)?)?"
_PART = (
    rf"(?:(?P<top>\d)[\s-])?"
    rf"(?:(?P<half>{unit_words.HALF})|(?P<third>{unit_words.THIRD})|(?P<quarter>{unit_words.QUARTER}))"
)
_PARTS = {"half": 2, "third": 3, "quarter": 4}
_NOON = 12


def _read_pair(match: re.Match[str], *, long_ms: float, short_ms: float) -> Readings:
    """Read ``3 h 24 min``."""
    for value, _ in read_values(match["number"]):
        yield read_cut(value * long_ms + int(match["less"]) * short_ms, short_ms)


def _read_colon(match: re.Match[str]) -> Readings:
    """Read ``3:24``: a time of day, hours with minutes, or minutes with seconds."""
    more, less = int(match["number"]), int(match["less"])
    yield from _read_clock(match, more + less / 60, 0)
    yield read_cut(more * HOUR_MS + less * MINUTE_MS, MINUTE_MS)
    yield read_cut(more * MINUTE_MS + less * SECOND_MS, SECOND_MS)


def _read_one_in(match: re.Match[str]) -> Readings:
    """Read ``one in 3``, which may also mean all 3 of something."""
    of = int(match["of"])
    yield read_rounded(Measure.PLAIN, of, 0.5)
    if of:
        yield read_fraction(1 / of)


def _read_ratio(match: re.Match[str]) -> Readings:
    """Read ``2/3``."""
    if int(match["of"]):
        yield read_fraction(int(match["top"]) / int(match["of"]))


def _read_fraction_words(match: re.Match[str]) -> Readings:
    """Read *half* and *2 thirds*; *third* alone may be a rank."""
    of = next(of for name, of in _PARTS.items() if match[name])
    yield read_fraction(int(match["top"] or 1) / of)
    if not match["top"] and match["third"]:
        yield read_rounded(Measure.PLAIN, of, 0.5)


def _read_vague_word(match: re.Match[str], *, least: int) -> Readings:
    """Read *hundreds* and *hundreds of hours*."""
    unit_ms = _read_unit_ms(match)
    yield read_vague(Measure.TIME, least * unit_ms) if unit_ms else read_vague(Measure.PLAIN, least)


def _read_number(match: re.Match[str]) -> Readings:
    """Read a number with the unit beside it."""
    scale = unit_words.SCALES.get(match["scale"] or "", 1)
    unit_ms = _read_unit_ms(match)
    for one, half_of_one in read_values(match["number"]):
        value, half = one * scale, half_of_one * scale
        if match["percent"]:
            yield read_rounded(Measure.PERCENT, value, half)
        elif unit_ms:
            yield read_rounded(Measure.TIME, value * unit_ms, half * unit_ms)
        elif match["afternoon"] or match["clock"]:
            yield from _read_clock(match, value, half)
        else:
            yield read_rounded(Measure.PLAIN, value, half)
            if match["forenoon"]:  # or the German word "am", which is no unit
                yield from _read_clock(match, value, half)
            elif match["decade"]:
                yield read_rounded(Measure.DECADE, value, half)
                yield read_rounded(Measure.TIME, value * SECOND_MS, half * SECOND_MS)
            elif value <= 1 and ("." in match["number"] or "," in match["number"]):
                yield read_rounded(Measure.FRACTION, value, half)


def _read_clock(match: re.Match[str], hour: float, half: float) -> Readings:
    """Read an hour of the 12-hour or the 24-hour clock."""
    if match["forenoon"] or match["afternoon"]:
        yield read_rounded(Measure.CLOCK, hour % _NOON + (_NOON if match["afternoon"] else 0), half)
        return
    yield read_rounded(Measure.CLOCK, hour % (2 * _NOON), half)
    if match["clock"] and hour <= _NOON:
        yield read_rounded(Measure.CLOCK, (hour + _NOON) % (2 * _NOON), half)


def _read_unit_ms(match: re.Match[str]) -> float:
    return next((ms for name, ms in unit_words.UNITS_MS.items() if match[name]), 0)


def _compile_forms() -> Iterator[NumberForm]:
    for long, short in (("days", "hours"), ("hours", "minutes"), ("minutes", "seconds")):
        pair = (
            rf"{_START}(?P<number>{NUMBER})[\s-]?(?:{unit_words.UNIT_PATTERNS[long]})\b{_AND}"
            rf"(?P<less>\d{{1,2}})[\s-]?(?:{unit_words.UNIT_PATTERNS[short]})\b"
        )
        long_ms, short_ms = unit_words.UNITS_MS[long], unit_words.UNITS_MS[short]
        yield re.compile(pair), partial(_read_pair, long_ms=long_ms, short_ms=short_ms)
    yield (
        re.compile(rf"{_START}(?P<number>\d{{1,4}})[:h](?P<less>[0-5]\d)(?!\d){_UNIT}"),
        _read_colon,
    )
    one_in = (
        r"(?<![\w.,])(?:1|one|eine?[nrs]?|un[oa]?) (?:in|out of|of every|von|de cada) "
        r"(?P<of>\d{1,9})(?![.,]?\w)"
    )
    yield re.compile(one_in), _read_one_in
    yield re.compile(rf"{_START}(?P<top>\d{{1,9}})\s?/\s?(?P<of>\d{{1,9}})(?!\d)"), _read_ratio
    yield re.compile(rf"(?<![\w.,]){_PART}(?![\w-])"), _read_fraction_words
    for words, least in unit_words.VAGUE_NUMBERS.items():
        many = rf"\b(?:{words})\b(?:\s(?:of|de|von))?(?:[\s-](?:{_TIME})\b)?"
        yield re.compile(many), partial(_read_vague_word, least=least)
    yield re.compile(rf"{_START}(?P<number>{NUMBER}){_SCALE}{_UNIT}"), _read_number


NUMBER_FORMS = tuple(_compile_forms())
