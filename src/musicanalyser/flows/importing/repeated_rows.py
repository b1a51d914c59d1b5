"""Rows that are alike, and yet no doubles.

Account data tells the end of a play to the minute, so a short play heard twice gives two equal
rows. Their number within a file is part of what they are: another export of the same time, in which
they are as many, adds nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.origin import Clock

_Row = tuple[int, int, Item]


class Repeats:
    """Numbers equal rows of account data, file by file."""

    def __init__(self) -> None:
        self._delivery = ""
        self._counts: Counter[_Row] = Counter()
        self._at_start = True

    def begin_file(self, delivery: str) -> None:
        """Begin to count anew, unless the file turns out to go on where the last one was cut."""
        if delivery != self._delivery:
            self._counts.clear()
        self._delivery = delivery
        self._at_start = True

    def numbered(self, sightings: Iterable[Sighting]) -> list[Sighting]:
        """Return the sightings, those of account data with their ``ordinal``."""
        return [
            self._numbered(one) if one.origin.traits.clock is Clock.MINUTE else one
            for one in sightings
        ]

    def _numbered(self, one: Sighting) -> Sighting:
        if self._at_start:
            self._keep_minute(one.ended_ms)
            self._at_start = False
        row = (one.ended_ms, one.played_ms, one.item)
        self._counts[row] += 1
        return replace(one, ordinal=self._counts[row] - 1)

    def _keep_minute(self, first_ms: int) -> None:
        """Spotify cuts by number of rows: a minute may go on in the next file of a delivery."""
        last_ms = max((row[0] for row in self._counts), default=0)
        kept = {row: count for row, count in self._counts.items() if row[0] == last_ms}
        self._counts = Counter(kept if first_ms == last_ms else {})
