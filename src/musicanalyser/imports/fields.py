"""Single values of a row, made safe: text without control characters, times, numbers, flags."""

import re
from datetime import UTC, datetime
from functools import lru_cache

from musicanalyser.listening.definitions import EARLIEST_MS, LATEST_MS
from musicanalyser.units import DAY_MS

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_LONGEST_MS = 31 * DAY_MS
_SECONDS_BELOW = 10**11
"""Stamps below are seconds, those above milliseconds: 10^11 s lie in the year 5138."""
_LONGEST_WORD = 64
_LONGEST_TEXT = 1_000


class FieldError(Exception):
    """A value that cannot be used, in words for the report."""


def text(value: str | None) -> str | None:
    """Return text on one line and of bounded length, or ``None`` where there is none.

    Raises:
        FieldError: If it is not valid UTF-8.
    """
    if value is None:
        return None
    value = value[:_LONGEST_TEXT].strip()
    if value.isprintable():
        return value or None
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise FieldError("a name is not valid UTF-8")
    return _CONTROL.sub(" ", value).strip() or None


@lru_cache(maxsize=1024)  # a handful of words stands in millions of rows
def word(value: str | None) -> str:
    """Return a word of an open list, such as a reason, or ``""`` where there is none."""
    if value is None or not (value.isascii() and value.isprintable()):
        return ""
    return value[:_LONGEST_WORD]


@lru_cache(maxsize=16)
def flag(value: bool | float | str | None) -> bool | None:  # noqa: FBT001 - a flag is its subject
    """Return a flag; anything but true, false, 1 and 0 is unknown."""
    return bool(value) if value in (True, False) else None


def moment_ms(value: str, name: str) -> int:
    """Return an ISO 8601 moment, UTC unless it says otherwise, in ms since 1970 UTC.

    Raises:
        FieldError: If it is none, or lies before 2008 or after 2099.
    """
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise FieldError(f"{name} is not a time") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    at_ms = round(moment.timestamp() * 1000)
    if not EARLIEST_MS <= at_ms < LATEST_MS:
        raise FieldError(f"{name} lies outside 2008 to 2099")
    return at_ms


def played_ms(value: float, name: str) -> int:
    """Return a time heard in ms.

    Raises:
        FieldError: If it is no whole number between 0 and 31 days.
    """
    if not 0 <= value <= _LONGEST_MS:
        raise FieldError(f"{name} lies outside 0 to 31 days")
    if isinstance(value, int):
        return value
    if not value.is_integer():
        raise FieldError(f"{name} is not a whole number")
    return int(value)


def stamp_ms(value: float | str | None) -> int | None:
    """Return a device's stamp, given in seconds or ms, in ms since 1970 UTC; ``None`` if junk."""
    if not value or isinstance(value, str | bool):
        return None
    at_ms = value * 1000 if value < _SECONDS_BELOW else value
    return int(at_ms) if EARLIEST_MS <= at_ms < LATEST_MS else None
