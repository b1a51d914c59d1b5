"""Reading the answers of services, which need not be what they should."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from musicanalyser.net import UnavailableError

T = TypeVar("T")

_LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows(Generic[T]):
    """The rows of an answer that could be read; ``whole`` says that all could."""

    rows: tuple[T, ...]
    whole: bool


def decode(content: bytes, kind: type[T]) -> T:
    """Read JSON of a kind; a text that holds a number will do for one.

    Raises:
        UnavailableError: If it is something else, such as a page in HTML.
    """
    try:
        return msgspec.json.decode(content, type=kind, strict=False)
    except (ValueError, RecursionError):
        raise UnavailableError("gives an answer that cannot be read", answered=True) from None


def decode_rows(raw: Iterable[msgspec.Raw], kind: type[T]) -> Rows[T]:
    """Read rows one by one, so that a broken one costs no other."""
    rows: list[T] = []
    whole = True
    for one in raw:
        try:
            rows.append(msgspec.json.decode(one, type=kind, strict=False))
        except (ValueError, RecursionError):
            whole = False
    return Rows(rows=tuple(rows), whole=whole)


def within(value: float | None, low: float, high: float) -> float | None:
    """Return a number if it lies within its bounds, both included; else it is not known."""
    return value if value is not None and low <= value <= high else None


def name(text: str | None) -> str | None:
    """Return a name of no more than a sensible length; an empty one is not known."""
    return (text or "").strip()[:_LONGEST_NAME] or None


def year(date: str | None) -> int | None:
    """Return the year of a date as MusicBrainz writes it: all of it, or no more than the year."""
    text = (date or "")[:4]
    return int(text) if len(text) == len("1987") and text.isascii() and text.isdecimal() else None
