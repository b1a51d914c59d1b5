"""What the rows of all services have in common: a moment, a song, and little else.

A scrobble carries the start of a play (https://www.last.fm/api/scrobbling). Names are kept as the
service spells them: no separator of artists is safe to split at.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import TypeVar

from musicanalyser.imports.fields import LONGEST_MS, FieldError, parse_moment_ms, parse_text
from musicanalyser.listening.definitions import EARLIEST_SCROBBLE_MS, LATEST_MS
from musicanalyser.model.evidence import BadRow, HeardTime, Sighting
from musicanalyser.model.item import Item, ItemKind
from musicanalyser.model.origin import Origin
from musicanalyser.units import SECOND_MS

RowT = TypeVar("RowT")

Number = int | float | str | None
"""A number, which some programs write as text."""


def make_sightings(
    rows: Iterable[tuple[int, RowT] | BadRow], make: Callable[[int, RowT], Sighting | None]
) -> Iterator[Sighting | BadRow]:
    """Yield the sightings that a function makes of rows; ``None`` is no play, and is left out."""
    for row in rows:
        if isinstance(row, BadRow):
            yield row
            continue
        try:
            sighting = make(*row)
        except FieldError as error:
            yield BadRow(row=row[0], why=str(error))
            continue
        if sighting is not None:
            yield sighting


def parse_epoch_ms(value: Number, *, unit_ms: int = SECOND_MS) -> int:
    """Return a moment in ms since 1970 UTC, given as a number of units since then.

    Raises:
        FieldError: If it is no number, before the first scrobble of all, or after 2099.
    """
    number = parse_number(value)
    if number is None or number * unit_ms < EARLIEST_SCROBBLE_MS:
        raise FieldError("no date")
    if number * unit_ms >= LATEST_MS:
        raise FieldError("the date lies after 2099")
    return round(number * unit_ms)


def parse_iso_ms(value: str) -> int:
    """Return an ISO 8601 moment in ms since 1970 UTC.

    Raises:
        FieldError: If it is no moment, before the first scrobble of all, or after 2099.
    """
    if not value:
        raise FieldError("no date")
    return parse_epoch_ms(parse_moment_ms(value, "the date", earliest_ms=0), unit_ms=1)


def parse_number(value: object) -> float | None:
    """Return a number, also from text; ``None`` if there is none, or it is not finite."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        number = float(value)
    except (OverflowError, ValueError):
        return None
    return number if abs(number) < float("inf") else None


def parse_duration_ms(value: object, *, unit_ms: int) -> int | None:
    """Return a duration in ms from a number of units; ``None`` if it is none of up to 31 days."""
    number = parse_number(value)
    if number is None or not 0 <= number * unit_ms <= LONGEST_MS:
        return None
    return round(number * unit_ms)


@lru_cache(maxsize=2**14)  # most songs are heard more than once
def make_song(
    title: str | None, artist: str | None, album: str | None = None, *, uri: str | None = None
) -> Item:
    """Return a piece of music.

    Raises:
        FieldError: If it has no title, or a name is not valid UTF-8.
    """
    title = parse_text(title)
    if title is None:
        raise FieldError("no title")
    artist, album = parse_text(artist), parse_text(album)
    return Item(kind=ItemKind.MUSIC, uri=uri, title=title, artist=artist, album=album)


def make_scrobble(
    origin: Origin,
    number: int,
    item: Item,
    *,
    at_ms: int,
    played_ms: int | None = None,
    length_ms: int | None = None,
) -> Sighting:
    """Return the sighting of a row; without ``played_ms``, only that enough was heard is known."""
    return Sighting(
        origin=origin,
        item=item,
        row=number,
        ended_ms=at_ms,
        played_ms=played_ms or 0,
        length_ms=length_ms or None,
        heard=HeardTime.LISTED if played_ms is None else HeardTime.KNOWN,
    )


def join_names(names: Iterable[str]) -> str:
    """Return the names of several artists as one, as services show them."""
    return ", ".join(name for name in names if name)
