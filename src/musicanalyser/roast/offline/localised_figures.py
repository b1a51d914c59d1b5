"""How the figures and names of a fact read in a language, and how they fill a phrase."""

import re
from collections.abc import Mapping
from typing import NamedTuple

from musicanalyser.roast.check.numbers.quantities import quantities
from musicanalyser.roast.offline.phrase_files import Numbers
from musicanalyser.roast.offline.themes import moved_as_told
from musicanalyser.roast.persona import Fact, Figure, Unit
from musicanalyser.units import HOUR_MS, MINUTE_MS, SECOND_MS

SLOT = re.compile(r"\{(?P<name>[a-zA-Z_.]+)(?::(?P<one>[^|{}]*)\|(?P<many>[^|{}]*))?\}")

_NAMES = ("title", "artist")
_ROUND_HOURS = 10
"""From here on, minutes no longer matter."""
_MOST_PLACES = 6
"""Decimals of a percentage at most: one play in a hundred million would still be seen."""


class Said(NamedTuple):
    """A figure or a name in words."""

    text: str
    is_one: bool = False
    """Whether a word behind it stands in the singular."""


def sayings(fact: Fact, numbers: Numbers) -> dict[str, Said]:
    """Return every figure and name of a fact in words, under the names that slots use.

    A usual figure is left out where the words for the fact would tell the wrong way it moved.
    """
    told = moved_as_told(fact)
    said = {
        figure.name: reads(figure, numbers)
        for figure in fact.figures
        if told or figure.name != "usual"
    }
    if fact.figures:
        said["figure"] = reads(fact.figures[0], numbers)
    said["statistic"] = Said(fact.statistic)
    roles = _NAMES[-len(fact.names) :]
    return said | {
        role: Said(_name(name, role, numbers))
        for role, name in zip(roles, fact.names, strict=False)
    }


def reads(figure: Figure, numbers: Numbers) -> Said:
    """Return a figure as the language writes it: the one place that says so."""
    match figure.unit:
        case Unit.SHARE:
            text = numbers.percent.replace("#", _percent(figure.value, numbers))
        case Unit.MS:
            text = _duration(figure.value, numbers)
        case Unit.HOUR:
            text = numbers.hour.replace("#", str(round(figure.value)))
        case Unit.YEAR:
            text = str(round(figure.value))
        case Unit.COUNT | Unit.DAYS | Unit.RANK:
            text = _number(figure.value, numbers)
    return Said(text, is_one=text == "1")


def fill(phrase: str, said: Mapping[str, Said]) -> str | None:
    """Return the phrase with its slots filled; ``None`` if it asks for what is not there.

    What fills a slot is never searched for slots itself.
    """
    if any(match["name"] not in said for match in SLOT.finditer(phrase)):
        return None
    return SLOT.sub(lambda match: _filled(match, said[match["name"]]), phrase)


def _filled(match: re.Match[str], said: Said) -> str:
    if match["many"] is None:
        return said.text
    return f"{said.text} {match['one'] if said.is_one else match['many']}"


def _name(name: str, role: str, numbers: Numbers) -> str:
    """Return a name; that of an artist is quoted if it would be taken for a number."""
    looks_counted = role == "artist" and any(True for _ in quantities(name.partition(" ")[0]))
    return numbers.quoted.replace("#", name) if looks_counted else name


def _number(value: float, numbers: Numbers) -> str:
    """Return a whole number with its thousands parted, any other with one decimal."""
    return _local(f"{value:,.{0 if value == round(value) else 1}f}", numbers)


def _percent(share: float, numbers: Numbers) -> str:
    """Return whole percent, with as many decimals as keep it apart from none and all."""
    places = 1 if 0 < share < 0.01 else 0  # noqa: PLR2004 - a tenth matters below one percent
    while 0 < share < 1 and places < _MOST_PLACES and float(f"{share:.{places + 2}f}") in {0, 1}:
        places += 1
    return _local(f"{share * 100:.{places}f}", numbers)


def _duration(value_ms: float, numbers: Numbers) -> str:
    """Return hours, with minutes while they matter; below an hour minutes, or else seconds."""
    seconds = round(value_ms / SECOND_MS)
    if seconds < 60:  # noqa: PLR2004 - seconds of a minute
        return _times(seconds, numbers.seconds, numbers)
    hours, minutes = divmod(round(value_ms / MINUTE_MS), 60)
    if hours >= _ROUND_HOURS:
        return _times(round(value_ms / HOUR_MS), numbers.hours, numbers)
    parts = [(hours, numbers.hours), (minutes, numbers.minutes)]
    return numbers.between.join(_times(n, words, numbers) for n, words in parts if n)


def _times(number: int, words: tuple[str, str], numbers: Numbers) -> str:
    return f"{_local(f'{number:,}', numbers)} {words[number != 1]}"


def _local(number: str, numbers: Numbers) -> str:
    return number.translate({ord(","): numbers.thousands, ord("."): numbers.decimal})
