"""Trips as the setting ``zones`` names them: the days that were spent in another time zone."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple
from zoneinfo import ZoneInfo

from musicanalyser.timespan import start_of_day, to_ms

TRIP_HINT = "Use days and a zone, such as 2025-04-16/2025-04-30 Asia/Tokyo."
_FAR_MS = 10**15
_TRIP = re.compile(r"(\d{4}-\d{2}-\d{2})/(\d{4}-\d{2}-\d{2}) +([A-Za-z0-9_+/-]+)")


class Trip(NamedTuple):
    """The first and the last day in a zone, both whole and in that zone."""

    first: date
    last: date
    zone: str

    def __str__(self) -> str:
        return f"{self.first}/{self.last} {self.zone}"

    @property
    def since_ms(self) -> int:
        """The first moment, in ms since 1970 UTC."""
        return to_ms(start_of_day(self.first, ZoneInfo(self.zone)))

    @property
    def until_ms(self) -> int:
        """The exclusive end."""
        return to_ms(start_of_day(self.last + timedelta(days=1), ZoneInfo(self.zone)))


def parse_trips(text: str) -> tuple[Trip, ...]:
    """Return the trips of a text such as ``2025-04-16/2025-04-30 Asia/Tokyo``, by their days.

    Commas separate several trips; an empty text has none.

    Raises:
        ValueError: If one cannot be read, its zone does not exist, or two share a day.
    """
    trips = sorted(map(_parse_trip, filter(None, map(str.strip, text.split(",")))))
    for one, other in pairwise(trips):
        if other.first <= one.last:
            raise ValueError(f"The trips of {one.first} and {other.first} overlap.")
    return tuple(trips)


def _parse_trip(text: str) -> Trip:
    found = _TRIP.fullmatch(text)
    if found is None:
        raise ValueError(TRIP_HINT)
    try:
        first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
        trip = Trip(first, last, ZoneInfo(found[3]).key)
    except (LookupError, ValueError, OSError):  # what ZoneInfo raises for odd names
        raise ValueError(f"{text} names no day or no time zone that exists.") from None
    if trip.last < trip.first:
        raise ValueError(f"{text} ends before it begins.")
    return trip


def trip_zones(trips: Sequence[Trip]) -> Iterator[tuple[int, int, str]]:
    """Yield the spans (ms since 1970 UTC) of trips in order, each with its zone, without overlap.

    Where the days of two zones overlap, the later trip has begun.
    """
    ends_ms = [*(trip.since_ms for trip in trips[1:]), _FAR_MS]
    for trip, end_ms in zip(trips, ends_ms, strict=False):
        yield trip.since_ms, min(trip.until_ms, end_ms), trip.zone
