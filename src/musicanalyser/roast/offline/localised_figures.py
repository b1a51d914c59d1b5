"""Formats the figures and names of a fact in a language, and fills phrases with them."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from musicanalyser.roast.check.numbers.number_search import find_numbers
from musicanalyser.roast.offline.phrase_files import NumberStyle
from musicanalyser.roast.offline.phrase_keys import may_show_usual
from musicanalyser.roast.persona import Fact, Figure, Unit
from musicanalyser.units import HOUR_MS, MINUTE_MS, SECOND_MS

SLOT = re.compile(r"\{(?P<name>[a-zA-Z_.]+)(?::(?P<one>[^|{}]*)\|(?P<many>[^|{}]*))?\}")

_NAMES = ("title", "artist")
_ROUND_HOURS = 10
"""From this many hours on, minutes are left out."""
_MAX_DECIMALS = 6
"""Decimals of a percentage: enough to show one play in a hundred million."""


class SlotText(NamedTuple):
    """The text that fills a slot of a phrase."""

    text: str
    is_one: bool = False
    """Whether the word after it is in the singular."""


def localise_fact(fact: Fact, numbers: NumberStyle) -> dict[str, SlotText]:
    """Return the text of every figure and name of a fact, by the names of the slots they fill.

    The usual figure is left out if it changed the other way than the phrases say.
    """
    shows_usual = may_show_usual(fact)
    texts = {
        figure.name: localise_figure(figure, numbers)
        for figure in fact.figures
        if shows_usual or figure.name != "usual"
    }
    if fact.figures:
        texts["figure"] = localise_figure(fact.figures[0], numbers)
    texts["statistic"] = SlotText(fact.statistic)
    roles = _NAMES[-len(fact.names) :]
    return texts | {
        role: SlotText(_quote_if_number(name, role, numbers))
        for role, name in zip(roles, fact.names, strict=False)
    }


def localise_figure(figure: Figure, numbers: NumberStyle) -> SlotText:
    """Return a figure as the language writes it."""
    match figure.unit:
        case Unit.SHARE:
            text = numbers.percent.replace("#", _format_percent(figure.value, numbers))
        case Unit.MS:
            text = _format_duration(figure.value, numbers)
        case Unit.HOUR:
            text = numbers.hour.replace("#", str(round(figure.value)))
        case Unit.YEAR:
            text = str(round(figure.value))
        case Unit.COUNT | Unit.DAYS | Unit.RANK:
            text = _format_number(figure.value, numbers)
    return SlotText(text, is_one=text == "1")


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
    """Return a name; an artist whose name could be read as a number is quoted."""
    reads_as_number = role == "artist" and any(True for _ in find_numbers(name.partition(" ")[0]))
    return numbers.quoted.replace("#", name) if reads_as_number else name


def _format_number(value: float, numbers: NumberStyle) -> str:
    """Return a whole number with thousands separators, any other number with one decimal."""
    return _localise_marks(f"{value:,.{0 if value == round(value) else 1}f}", numbers)


def _format_percent(share: float, numbers: NumberStyle) -> str:
    """Return whole percent, with as many decimals as distinguish it from 0% and 100%."""
    decimals = 1 if 0 < share < 0.01 else 0  # noqa: PLR2004 - a tenth matters below one percent
    while (
        0 < share < 1 and decimals < _MAX_DECIMALS and float(f"{share:.{decimals + 2}f}") in {0, 1}
    ):
        decimals += 1
    return _localise_marks(f"{share * 100:.{decimals}f}", numbers)


def _format_duration(value_ms: float, numbers: NumberStyle) -> str:
    """Return seconds, or hours and minutes; only hours from `_ROUND_HOURS` on."""
    seconds = round(value_ms / SECOND_MS)
    if seconds < 60:  # noqa: PLR2004 - seconds of a minute
        return _with_unit(seconds, numbers.seconds, numbers)
    hours, minutes = divmod(round(value_ms / MINUTE_MS), 60)
    if hours >= _ROUND_HOURS:
        return _with_unit(round(value_ms / HOUR_MS), numbers.hours, numbers)
    parts = [(hours, numbers.hours), (minutes, numbers.minutes)]
    return numbers.between.join(_with_unit(n, unit, numbers) for n, unit in parts if n)


def _with_unit(number: int, unit: tuple[str, str], numbers: NumberStyle) -> str:
    return f"{_localise_marks(f'{number:,}', numbers)} {unit[number != 1]}"


def _localise_marks(number: str, numbers: NumberStyle) -> str:
    return number.translate({ord(","): numbers.thousands, ord("."): numbers.decimal})
