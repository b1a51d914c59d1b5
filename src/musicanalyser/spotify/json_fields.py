"""Single fields of Spotify's JSON: of the expected type and plausible, else unknown (``None``)."""

from collections.abc import Mapping
from datetime import datetime

from musicanalyser.listening.definitions import EARLIEST_MS, LATEST_MS
from musicanalyser.timespan import to_ms
from musicanalyser.units import DAY_MS

Json = Mapping[str, object]
_LONGEST_MS = 7 * DAY_MS
"""Longer than any episode or audiobook."""
_NUMBERS_BELOW = 10**15
"""No real number of Spotify's comes near, and SQLite can hold every smaller one."""


def object_field(body: Json, name: str) -> Json | None:
    """Return a field that holds an object."""
    found = body.get(name)
    return found if isinstance(found, dict) else None


def list_field(body: Json, name: str) -> list[Json]:
    """Return the objects in a field that holds a list, without anything else in it."""
    found = body.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def text_field(body: Json, name: str) -> str | None:
    """Return a field that holds text, without half characters and NULs; ``None`` if empty."""
    found = body.get(name)
    if not isinstance(found, str) or not found:
        return None
    return (
        found.encode("utf-8", "replace").decode("utf-8").replace("\0", "\N{REPLACEMENT CHARACTER}")
    )


def flag_field(body: Json, name: str) -> bool | None:
    """Return a field that holds true or false."""
    found = body.get(name)
    return found if isinstance(found, bool) else None


def number_field(body: Json, name: str) -> int | None:
    """Return a field that holds a whole number of at least 0."""
    found = body.get(name)
    if isinstance(found, bool) or not isinstance(found, int) or not 0 <= found < _NUMBERS_BELOW:
        return None
    return found


def duration_field(body: Json, name: str) -> int | None:
    """Return a duration or position in ms; ``None`` for more than a week."""
    found = number_field(body, name)
    return None if found is None or found > _LONGEST_MS else found


def moment_field(body: Json, name: str) -> int | None:
    """Return an ISO 8601 time with an offset, in ms since 1970 UTC."""
    try:
        moment = datetime.fromisoformat(text_field(body, name) or "")
    except ValueError:
        return None
    if moment.tzinfo is None:
        return None
    moment_ms = to_ms(moment)
    return moment_ms if EARLIEST_MS <= moment_ms < LATEST_MS else None
