"""Equal rows that are different plays.

Account data holds the end of a play only to the minute, so a short play heard twice gives two equal
rows. Last.fm stamps all plays of a portable player with the second in which it was connected. Each
of them gets a number. An export of the same time with as many of them adds nothing.
"""

from collections import Counter
from collections.abc import Iterable

from musicanalyser.model.evidence import Sighting
from musicanalyser.model.item import Item
from musicanalyser.model.origin import Clock, Origin

_REPEATING = frozenset(origin for origin in Origin if origin.traits.repeats_plays)
_Row = tuple[int, int, Item]


class RepeatCounter:
    """Counts equal rows of the origins that repeat plays, file by file."""

    def __init__(self) -> None:
        self._delivery = ""
        self._counts: Counter[_Row] = Counter()
        self._at_start = True

    def begin_file(self, delivery: str) -> None:
        """Count again from 0, unless the file continues the last one of the same delivery."""
        if delivery != self._delivery:
            self._counts.clear()
        self._delivery = delivery
        self._at_start = True

    def number_repeats(self, sightings: Iterable[Sighting]) -> list[Sighting]:
        """Return the sightings; those that may repeat an equal one have their ``ordinal``."""
        return [self._number(one) if one.origin in _REPEATING else one for one in sightings]

    def _number(self, one: Sighting) -> Sighting:
        if self._at_start:
            self._keep_shared_minute(one)
            self._at_start = False
        row = (one.ended_ms, one.played_ms, one.item)
        self._counts[row] += 1
        return one._replace(ordinal=self._counts[row] - 1)

    def _keep_shared_minute(self, first: Sighting) -> None:
        """Keep the counts of a minute that two files share, as Spotify cuts by number of rows.

        Two files of Last.fm are one history twice, or overlap by a row.
        """
        last_ms = max((row[0] for row in self._counts), default=0)
        is_cut = first.origin.traits.clock is Clock.MINUTE and first.ended_ms == last_ms
        shared = {row: count for row, count in self._counts.items() if row[0] == last_ms}
        self._counts = Counter(shared if is_cut else {})
