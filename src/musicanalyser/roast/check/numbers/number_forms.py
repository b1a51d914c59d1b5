"""The forms in which numbers are written, each with what it may mean.

A form is looked for in folded text whose number words are digits, after those before it have been
taken out.
"""

import re
from collections.abc import Callable, Iterator
from functools import partial

from musicanalyser.roast.check.numbers import unit_words
from musicanalyser.roast.check.numbers.digits import NUMBER, values
from musicanalyser.roast.check.numbers.interpretations import (
    Measure,
    Reading,
    cut,
    part,
    rounded,
    vague,
)
from musicanalyser.units import HOUR_MS, MINUTE_MS, SECOND_MS

Readings = Iterator[Reading]
Form = tuple[re.Pattern[str], Callable[[re.Match[str]], Readings]]

_START = r"(?<![a-z\d])"
"""Digits behind a letter are part of a word, such as ``F1`` and ``mp3``."""
_AND = r"(?:,?\s)?(?:(?:and|und|y|et|e|en)\s)?"
_TIME = "|".join(f"(?P<{name}>{words})" for name, words in unit_words.TIME_WORDS.items())
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


def _pair(found: re.Match[str], *, long_ms: float, short_ms: float) -> Readings:
    """Read ``3 h 24 min``."""
    for value, _ in values(found["number"]):
        yield cut(value * long_ms + int(found["less"]) * short_ms, short_ms)


def _colon(found: re.Match[str]) -> Readings:
    """Read ``3:24``, which is a time of day, hours with minutes, or minutes with seconds."""
    more, less = int(found["number"]), int(found["less"])
    yield from _clock(found, more + less / 60, 0)
    yield cut(more * HOUR_MS + less * MINUTE_MS, MINUTE_MS)
    yield cut(more * MINUTE_MS + less * SECOND_MS, SECOND_MS)


def _one_in(found: re.Match[str]) -> Readings:
    """Read ``one in 3``; *of* may as well speak of all 3."""
    of = int(found["of"])
    yield rounded(Measure.PLAIN, of, 0.5)
    if of:
        yield part(1 / of)


def _ratio(found: re.Match[str]) -> Readings:
    """Read ``2/3``."""
    if int(found["of"]):
        yield part(int(found["top"]) / int(found["of"]))


def _worded_part(found: re.Match[str]) -> Readings:
    """Read *half* and *2 thirds*; *third* alone may be a rank."""
    of = next(of for name, of in _PARTS.items() if found[name])
    yield part(int(found["top"] or 1) / of)
    if not found["top"] and found["third"]:
        yield rounded(Measure.PLAIN, of, 0.5)


def _vague(found: re.Match[str], *, least: int) -> Readings:
    """Read *hundreds* and *hundreds of hours*."""
    unit_ms = _unit_ms(found)
    yield vague(Measure.TIME, least * unit_ms) if unit_ms else vague(Measure.PLAIN, least)


def _number(found: re.Match[str]) -> Readings:
    """Read a number with what stands beside it."""
    scale = unit_words.SCALES.get(found["scale"] or "", 1)
    unit_ms = _unit_ms(found)
    for one, half_of_one in values(found["number"]):
        value, half = one * scale, half_of_one * scale
        if found["percent"]:
            yield rounded(Measure.PERCENT, value, half)
        elif unit_ms:
            yield rounded(Measure.TIME, value * unit_ms, half * unit_ms)
        elif found["afternoon"] or found["clock"]:
            yield from _clock(found, value, half)
        else:
            yield rounded(Measure.PLAIN, value, half)
            if found["forenoon"]:  # or the German "am", which says nothing of the sort
                yield from _clock(found, value, half)
            elif found["decade"]:
                yield rounded(Measure.DECADE, value, half)
                yield rounded(Measure.TIME, value * SECOND_MS, half * SECOND_MS)
            elif value <= 1 and ("." in found["number"] or "," in found["number"]):
                yield rounded(Measure.FRACTION, value, half)


def _clock(found: re.Match[str], hour: float, half: float) -> Readings:
    """Read the hour of a day, which has 12 or 24 of them."""
    if found["forenoon"] or found["afternoon"]:
        yield rounded(Measure.CLOCK, hour % _NOON + (_NOON if found["afternoon"] else 0), half)
        return
    yield rounded(Measure.CLOCK, hour % (2 * _NOON), half)
    if found["clock"] and hour <= _NOON:
        yield rounded(Measure.CLOCK, (hour + _NOON) % (2 * _NOON), half)


def _unit_ms(found: re.Match[str]) -> float:
    return next((ms for name, ms in unit_words.TIMES_MS.items() if found[name]), 0)


def _forms() -> Iterator[Form]:
    for long, short in (("days", "hours"), ("hours", "minutes"), ("minutes", "seconds")):
        pair = (
            rf"{_START}(?P<number>{NUMBER})[\s-]?(?:{unit_words.TIME_WORDS[long]})\b{_AND}"
            rf"(?P<less>\d{{1,2}})[\s-]?(?:{unit_words.TIME_WORDS[short]})\b"
        )
        long_ms, short_ms = unit_words.TIMES_MS[long], unit_words.TIMES_MS[short]
        yield re.compile(pair), partial(_pair, long_ms=long_ms, short_ms=short_ms)
    yield re.compile(rf"{_START}(?P<number>\d{{1,4}})[:h](?P<less>[0-5]\d)(?!\d){_UNIT}"), _colon
    one_in = r"\b(?:1|one|eine?[nrs]?|un[oa]?) (?:in|out of|of every|von|de cada) (?P<of>\d{1,9})\b"
    yield re.compile(one_in), _one_in
    yield re.compile(rf"{_START}(?P<top>\d{{1,9}})\s?/\s?(?P<of>\d{{1,9}})(?!\d)"), _ratio
    yield re.compile(rf"(?<![\w.,]){_PART}(?![\w-])"), _worded_part
    for words, least in unit_words.MANY.items():
        many = rf"\b(?:{words})\b(?:\s(?:of|de|von))?(?:[\s-](?:{_TIME})\b)?"
        yield re.compile(many), partial(_vague, least=least)
    yield re.compile(rf"{_START}(?P<number>{NUMBER}){_SCALE}{_UNIT}"), _number


FORMS = tuple(_forms())
