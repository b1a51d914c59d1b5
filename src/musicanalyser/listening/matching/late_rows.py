"""Rows of an export that were stamped long after their play, as when a device came online again.

Rows of one export are compared by their stamps. A watched play, or a row of another service, is
near the true end of such a row instead.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.name_likeness import is_alike, loosen
from musicanalyser.listening.start_and_end import start_and_end_ms
from musicanalyser.model.evidence import StoredSighting
from musicanalyser.model.origin import Clock, Origin

_MAY_BE_LATE = frozenset(origin for origin in Origin if origin.traits.clock is Clock.SECOND)
TIMELY = frozenset(
    origin for origin in Origin if origin.traits.is_service or not origin.traits.is_export
)
"""The origins whose stamps are never late: those behind the API, and other services."""


def late_end_ms(stored: StoredSighting) -> int | None:
    """Return the true end of a row that was stamped too late to be near it; else ``None``."""
    sighting = stored.sighting
    if sighting.offline_ms is None or sighting.origin not in _MAY_BE_LATE:
        return None
    ended_ms = start_and_end_ms(sighting)[1]
    return ended_ms if sighting.ended_ms - ended_ms > REACH_MS else None


def find_late(
    sightings: Iterable[StoredSighting],
) -> list[tuple[StoredSighting, StoredSighting]]:
    """Return the pairs of a late row and a sighting near its true end that is named alike."""
    rows = list(sightings)
    timely = sorted((row for row in rows if row.sighting.origin in TIMELY), key=_stamp_ms)
    if not timely:
        return []
    late = [(end_ms, row) for row in rows if (end_ms := late_end_ms(row)) is not None]
    return [
        (row, other)
        for end_ms, row in late
        for other in timely[
            bisect_left(timely, end_ms - REACH_MS, key=_stamp_ms) : bisect_right(
                timely, end_ms + REACH_MS, key=_stamp_ms
            )
        ]
        if row.song == other.song or is_alike(loosen(row.song), loosen(other.song))
    ]


def _stamp_ms(stored: StoredSighting) -> int:
    return stored.sighting.ended_ms
