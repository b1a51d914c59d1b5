"""Single values of a row, parsed and checked: text, words, flags, times and durations."""

import re
from datetime import UTC, datetime
from functools import lru_cache

from musicanalyser.listening.definitions import EARLIEST_MS, LATEST_MS
from musicanalyser.units import DAY_MS, SECOND_MS

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
LONGEST_MS = 31 * DAY_MS
"""Far longer than any track or episode; a longer play is damage."""
_SECONDS_BELOW = 10**11
"""A smaller stamp counts seconds, a greater one milliseconds: 10^11 s lie in the year 5138."""
_LONGEST_WORD = 64
_LONGEST_TEXT = 1_000
"""Longer words and texts are damage, and are cut to as many characters."""


_HOUR_CHARS = len("2025-11-28T09")
_MS_IN_HOUR = {
    f":{minute:02}:{second:02}Z": (minute * 60 + second) * SECOND_MS
    for minute in range(60)
    for second in range(60)
}
"""The rest of a moment as Spotify writes it. To look both parts up is three times as fast."""
_NUMBER = re.compile(r"[0-9]{1,18}")
_FLAG_WORDS = {"true": True, "1": True, "false": False, "0": False}


class FieldError(Exception):
    """A value makes its row unusable; the message says why, for the report."""


def parse_text(value: str | None) -> str | None:
    """Return text on one line, cut to 1,000 characters; ``None`` if there is none.

    Raises:
        FieldError: If the text is not valid UTF-8.
    """
    if value is None:
        return None
    value = value[:_LONGEST_TEXT].strip()
    if value.isprintable():
        return value or None
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise FieldError("a name is not valid UTF-8")
    return _CONTROL.sub(" ", value).strip() or None


def parse_word(value: str | None) -> str:
    """Return a printable ASCII word, such as a reason, cut to 64 characters; else ``""``."""
    if value is None or not (value.isascii() and value.isprintable()):
        return ""
    return value[:_LONGEST_WORD]


def parse_flag(value: bool | float | str | None) -> bool | None:  # noqa: FBT001 - a flag is its subject
    """Return a flag; anything but true, false, 1 and 0, also as text, is ``None``: unknown."""
    if isinstance(value, str):
        return _FLAG_WORDS.get(value.strip().casefold())
    return bool(value) if value in (True, False) else None


def parse_private(value: bool | float | str | None) -> bool | None:  # noqa: FBT001 - a flag is its subject
    """Return whether a session was private; what is no flag is private, to be safe."""
    flag = parse_flag(value)
    return True if flag is None and value not in (None, "") else flag


def parse_moment_ms(value: str, name: str, *, earliest_ms: int = EARLIEST_MS) -> int:
    """Return an ISO 8601 moment in ms since 1970 UTC; without an offset, or with UTC, it is UTC.

    Raises:
        FieldError: If it is no moment, or not from ``earliest_ms`` to 2099.
    """
    try:
        at_ms = _hour_ms(value[:_HOUR_CHARS]) + _MS_IN_HOUR[value[_HOUR_CHARS:]]
    except (KeyError, ValueError):
        at_ms = _any_moment_ms(value, name)
    if not earliest_ms <= at_ms < LATEST_MS:
        first = datetime.fromtimestamp(earliest_ms // SECOND_MS, UTC).year
        raise FieldError(f"{name} lies outside {first} to 2099")
    return at_ms


@lru_cache(maxsize=4096)  # an hour holds several plays
def _hour_ms(text: str) -> int:
    moment = datetime.fromisoformat(f"{text}:00:00Z")
    return int(moment.timestamp()) * SECOND_MS


def _any_moment_ms(value: str, name: str) -> int:
    try:
        moment = datetime.fromisoformat(value.removesuffix(" UTC"))
    except ValueError:
        raise FieldError(f"{name} is not a time") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return round(moment.timestamp() * SECOND_MS)


def parse_played_ms(value: float | str, name: str) -> int:
    """Return a time heard in ms, also from a number that was saved as text.

    Raises:
        FieldError: If it is not a whole number from 0 to 31 days.
    """
    if isinstance(value, str):
        value = _parse_number(value, name)
    if not 0 <= value <= LONGEST_MS:
        raise FieldError(f"{name} lies outside 0 to 31 days")
    if isinstance(value, int):
        return value
    if not value.is_integer():
        raise FieldError(f"{name} is not a whole number")
    return int(value)


def parse_stamp_ms(value: float | str | None) -> int | None:
    """Return a device's stamp in ms since 1970 UTC; ``None`` if it is missing or impossible.

    Spotify writes seconds or milliseconds, and now and then 0 or 1.
    """
    if isinstance(value, str):
        value = int(value) if _NUMBER.fullmatch(value) else None
    if not value or isinstance(value, bool):
        return None
    at_ms = value * 1000 if value < _SECONDS_BELOW else value
    return int(at_ms) if EARLIEST_MS <= at_ms < LATEST_MS else None


def _parse_number(text: str, name: str) -> int:
    if not _NUMBER.fullmatch(text.strip()):
        raise FieldError(f"{name} is not a whole number")
    return int(text)
