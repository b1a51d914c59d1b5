"""Responses of services, parsed without trust in their shape."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from musicanalyser.net import UnavailableError

T = TypeVar("T")

_LONGEST_NAME = 200
"""Characters; longer names are damage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedRows(Generic[T]):
    """The rows of a response that could be parsed; ``is_complete`` is true if all could."""

    rows: tuple[T, ...]
    is_complete: bool


def parse_response(content: bytes, row_type: type[T]) -> T:
    """Return JSON as a value of a type; a number may be written as text.

    Raises:
        UnavailableError: If the content is something else, such as a page in HTML.
    """
    try:
        return msgspec.json.decode(content, type=row_type, strict=False)
    except (ValueError, RecursionError):
        raise UnavailableError("sent a response that cannot be parsed", answered=True) from None


def parse_rows(raw: Iterable[msgspec.Raw], row_type: type[T]) -> ParsedRows[T]:
    """Parse rows one by one, so that a broken row does not cost the others."""
    rows: list[T] = []
    is_complete = True
    for one in raw:
        try:
            rows.append(msgspec.json.decode(one, type=row_type, strict=False))
        except (ValueError, RecursionError):
            is_complete = False
    return ParsedRows(rows=tuple(rows), is_complete=is_complete)


def keep_within(value: float | None, low: float, high: float) -> float | None:
    """Return a number between two bounds, both included; any other is ``None``, not known."""
    return value if value is not None and low <= value <= high else None


def parse_name(text: str | None) -> str | None:
    """Return a name, cut to 200 characters; ``None`` for an empty one."""
    return (text or "").strip()[:_LONGEST_NAME] or None


def parse_year(date: str | None) -> int | None:
    """Return the year of a date; ``None`` without one. MusicBrainz may write the year alone."""
    text = (date or "")[:4]
    return int(text) if len(text) == len("1987") and text.isascii() and text.isdecimal() else None
