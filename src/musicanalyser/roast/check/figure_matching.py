"""Decides which figures of a fact a number in a text may mean: value, precision and unit agree."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isclose

from musicanalyser.roast.check.claim_words import Word, find_words
from musicanalyser.roast.check.names.known_names import normalise, remove_names
from musicanalyser.roast.check.numbers.number_search import QuotedNumber, find_numbers
from musicanalyser.roast.check.numbers.readings import Measure, NumberReading
from musicanalyser.roast.persona import Fact, Figure, Unit
from musicanalyser.units import DAY_MS

_RELATIVE_ERROR = 1e-9
"""Allows for the rounding of floating-point numbers."""
_CENTURY, _DECADE, _DAY_HOURS = 100, 10, 24
_HEDGED_SHARE = 0.06
"""*Nearly half* may be this far from a half."""
_HEDGED_PART = 0.1
_NOUNS = {
    "plays": Word.PLAYS, "times": Word.PLAYS, "before": Word.PLAYS, "tracks": Word.TRACKS,
    "artists": Word.ARTISTS, "new": Word.ARTISTS, "top": Word.ARTISTS, "episodes": Word.EPISODES,
}  # fmt: skip
"""What a counting figure counts, by its name."""
COUNTED = frozenset(
    {Word.PLAYS, Word.TRACKS, Word.ARTISTS, Word.ALBUMS, Word.DAYS, Word.EPISODES, Word.SESSIONS}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidNumber:
    """A number as a sentence says it."""

    number: QuotedNumber
    nouns: frozenset[Word]
    """What the words right after it count."""
    is_hedged: bool = False
    is_rest: bool = False
    """Whether it may be what is left of the whole: *the other 84 %*."""


def is_supported(said: SaidNumber, facts: tuple[Fact, ...]) -> bool:
    """Return whether a figure of the facts has this value and unit, or a sentence this number."""
    return any(
        any(_matches(said, figure) for figure in fact.figures)
        or any(_repeats(reading, one) for one in _quoted(fact) for reading in said.number.readings)
        for fact in facts
    )


def has_value(said: SaidNumber, facts: tuple[Fact, ...]) -> bool:
    """Return whether a figure has this value in some unit."""
    return any(
        _is_within(reading, value)
        for fact in facts
        for figure in fact.figures
        for value in (figure.value, 100 * figure.value)
        for reading in said.number.readings
    )


def find_figures(said: SaidNumber, facts: tuple[Fact, ...]) -> list[Figure]:
    """Return the figures that a number may mean."""
    return [figure for fact in facts for figure in fact.figures if _matches(said, figure)]


def _matches(said: SaidNumber, figure: Figure) -> bool:
    return any(
        reading.measure is measure and _is_within(_widen(reading, said), value)
        for reading in said.number.readings
        for measure, value in list_values(said, figure)
    )


def list_values(said: SaidNumber, figure: Figure) -> Iterator[tuple[Measure, float]]:
    """Yield the value of a figure in each measure that fits the words beside the number."""
    value, nouns = abs(figure.value), said.nouns & COUNTED
    if figure.unit is Unit.SHARE:
        for share in (value, 1 - value) if said.is_rest else (value,):
            yield Measure.PERCENT, 100 * share
            yield Measure.FRACTION, share
    elif figure.unit is Unit.MS:
        yield Measure.TIME, value
    elif figure.unit is Unit.DAYS or figure.name == "quiet":
        yield Measure.TIME, value * DAY_MS
        if nouns <= {Word.DAYS}:
            yield Measure.PLAIN, value
    elif not nouns or _NOUNS.get(figure.name) in nouns:
        yield from _list_plain_values(value, figure)


def _list_plain_values(value: float, figure: Figure) -> Iterator[tuple[Measure, float]]:
    yield Measure.PLAIN, value
    if figure.unit is Unit.HOUR:
        yield Measure.CLOCK, value % _DAY_HOURS
    elif figure.unit is Unit.YEAR and value % _DECADE == 0:
        yield Measure.PLAIN, value % _CENTURY
        yield Measure.DECADE, value % _CENTURY
        yield Measure.DECADE, value


def _widen(reading: NumberReading, said: SaidNumber) -> NumberReading:
    if not said.is_hedged:
        return reading
    more = {Measure.PERCENT: 100 * _HEDGED_SHARE, Measure.FRACTION: _HEDGED_SHARE}
    room = more.get(reading.measure, _HEDGED_PART * reading.value)
    low, high = min(reading.low, reading.value - room), max(reading.high, reading.value + room)
    return NumberReading(reading.measure, reading.value, low, high)


def _is_within(reading: NumberReading, value: float) -> bool:
    tolerance = _RELATIVE_ERROR * max(1, value)
    return reading.low - tolerance <= value <= reading.high + tolerance


def _repeats(reading: NumberReading, quoted: NumberReading) -> bool:
    """Return whether two numbers are the same and equally precise; times may change their unit."""
    if reading.measure is not quoted.measure or not isclose(reading.value, quoted.value):
        return False
    return reading.measure is Measure.TIME or isclose(
        reading.high - reading.low, quoted.high - quoted.low
    )


@lru_cache(maxsize=64)
def _quoted(fact: Fact) -> frozenset[NumberReading]:
    """Return the numbers of a fact's sentence that are no counts: a count has a noun."""
    text = remove_names(normalise(fact.text), fact.names)
    counts = {figure.value for figure in fact.figures}
    return frozenset(
        reading
        for number in find_numbers(text, "en")
        if not any(_is_count(reading, counts) for reading in number.readings)
        for reading in number.readings
    )


def _is_count(reading: NumberReading, counts: set[float]) -> bool:
    return reading.measure is Measure.PLAIN and reading.value in counts


def nouns_after(rest: str, language: str | None) -> frozenset[Word]:
    """Return what the first words after a number count; a comma or a dash ends the search."""
    near = " ".join(rest.split()[:3])
    for mark in (",", ";", ":", ".", "(", "-", "\N{EN DASH}"):
        near = near.partition(mark)[0]
    return find_words(near, language) & COUNTED
