"""Formats the figures and names of a fact in a language, and fills phrases with them."""

import re
from collections.abc import Mapping
from math import floor
from typing import NamedTuple

from musicanalyser.roast.offline.phrase_files import NumberStyle, load_language
from musicanalyser.roast.persona import Fact, Figure, Unit
from musicanalyser.units import HOUR_MS, MINUTE_MS, SECOND_MS

SLOT = re.compile(r"\{(?P<name>[a-zA-Z_]+)(?::(?P<one>[^|{}]*)\|(?P<many>[^|{}]*))?\}")

_NEARLY_ALL = 0.995
"""A share from here up to the whole would round to 100%, which is false."""
_SMALL_SHARE = 0.01
_ROLES = {
    1: ("artist",),
    2: ("title", "artist"),
    4: ("title", "artist", "other_title", "other_artist"),
}
"""The slots of the names of a fact, by how many there are."""


class SlotText(NamedTuple):
    """The text that fills a slot of a phrase."""

    text: str
    is_one: bool = False
    """Whether the word after it is in the singular."""


def localise_fact(fact: Fact, numbers: NumberStyle) -> dict[str, SlotText]:
    """Return the text of every figure and name of a fact, by the names of the slots they fill."""
    texts = {figure.name: localise_figure(figure, numbers) for figure in fact.figures}
    roles = _ROLES.get(len(fact.names), ())
    is_theme = fact.kind == "lyric-theme"
    names = (numbers.themes.get(name, name) if is_theme else name for name in fact.names)
    return texts | {
        role: SlotText(_quote_if_number(name, role, numbers))
        for role, name in zip(roles, names, strict=False)
    }


def localise_figure(figure: Figure, numbers: NumberStyle) -> SlotText:
    """Return a figure as the language writes it: the one place that says how a figure reads.

    Durations are cut to minutes, or to seconds below one minute.
    """
    match figure.unit:
        case Unit.SHARE:
            text = numbers.percent.replace("#", _format_percent(figure.value, numbers))
        case Unit.MS:
            text = _format_duration(figure.value, numbers)
        case Unit.HOUR:
            text = numbers.hour.replace("#", str(round(figure.value)))
        case Unit.YEAR:
            is_decade = figure.name == "decade"
            text = str(round(figure.value))
            text = numbers.decade.replace("#", text) if is_decade else text
        case Unit.COUNT | Unit.DAYS | Unit.RANK:
            text = _format_number(figure.value, numbers)
    return SlotText(text, is_one=text == "1")


def format_figure(figure: Figure) -> str:
    """Return a figure as English writes it."""
    return localise_figure(figure, load_language("en").numbers).text


def write_fact(fact: Fact, language: str) -> str:
    """Return what a fact says as a plain sentence of one of the languages."""
    phrases = load_language(language)
    values = localise_fact(fact, phrases.numbers)
    filled = (fill_phrase(one, values) for one in phrases.kinds[fact.kind].fact)
    return next(text for text in filled if text is not None)


def fill_phrase(phrase: str, values: Mapping[str, SlotText]) -> str | None:
    """Return the phrase with its slots filled, ``None`` if there is no value for one of them.

    Braces within a value are no slots.
    """
    if any(slot["name"] not in values for slot in SLOT.finditer(phrase)):
        return None
    return SLOT.sub(lambda slot: _fill_slot(slot, values[slot["name"]]), phrase)


def _fill_slot(slot: re.Match[str], value: SlotText) -> str:
    if slot["many"] is None:
        return value.text
    return f"{value.text} {slot['one'] if value.is_one else slot['many']}"


def _quote_if_number(name: str, role: str, numbers: NumberStyle) -> str:
    """Return a name; an artist whose name begins with a digit is quoted."""
    reads_as_number = role.endswith("artist") and name[:1].isdecimal()
    return numbers.quoted.replace("#", name) if reads_as_number else name


def _format_number(value: float, numbers: NumberStyle) -> str:
    """Return a whole number with thousands separators, any other number with one decimal."""
    return _localise_marks(f"{value:,.{0 if value == round(value) else 1}f}", numbers)


def _format_percent(share: float, numbers: NumberStyle) -> str:
    """Return whole percent, tenths below one percent, and more than 99 for nearly all."""
    if _NEARLY_ALL <= share < 1:
        return ">99"
    return _localise_marks(f"{share * 100:.{1 if 0 < share < _SMALL_SHARE else 0}f}", numbers)


def _format_duration(value_ms: float, numbers: NumberStyle) -> str:
    if value_ms < MINUTE_MS:
        return f"{floor(value_ms / SECOND_MS)} {numbers.seconds}"
    hours, rest_ms = divmod(floor(value_ms), HOUR_MS)
    minutes = rest_ms // MINUTE_MS
    parts = [(hours, numbers.hours), (minutes, numbers.minutes)]
    return " ".join(f"{_localise_marks(f'{n:,}', numbers)} {unit}" for n, unit in parts if n)


def _localise_marks(number: str, numbers: NumberStyle) -> str:
    return number.translate({ord(","): numbers.thousands, ord("."): numbers.decimal})
