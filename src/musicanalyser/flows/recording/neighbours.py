"""The sightings near those that changed, so that no cluster is ever judged in part."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.conclusion import split_clusters
from musicanalyser.model.evidence import StoredSighting
from musicanalyser.store.history import sightings


class Neighbours:
    """Fresh sightings in memory, and the stored ones that lie near what changed.

    ``touched`` holds the ends, by id, of stored sightings that changed as well.
    """

    def __init__(
        self, conn: sqlite3.Connection, fresh: Sequence[StoredSighting], touched: Mapping[int, int]
    ) -> None:
        self._conn = conn
        self._fresh = sorted(fresh, key=_ended_ms)
        self._before_id = min((stored.id for stored in fresh), default=sightings.NO_ID)
        self._changed = {stored.id for stored in fresh} | touched.keys()
        self._moments_ms = sorted([*map(_ended_ms, fresh), *touched.values()])

    def spans(self) -> Iterator[tuple[int, int]]:
        """Yield the spans, from a first to a last change, whose surroundings do not overlap."""
        if not self._moments_ms:
            return
        since_ms = until_ms = self._moments_ms[0]
        for moment_ms in self._moments_ms:
            if moment_ms - until_ms > 2 * REACH_MS:
                yield since_ms, until_ms
                since_ms = moment_ms
            until_ms = moment_ms
        yield since_ms, until_ms

    def clusters(self, since_ms: int, until_ms: int) -> list[list[StoredSighting]]:
        """Return the clusters with a change in a span; each is whole, even beyond the span."""
        margin_ms = REACH_MS
        while True:
            near = self._between(since_ms - margin_ms, until_ms + margin_ms)
            found = [
                cluster
                for cluster in split_clusters(near)
                if any(stored.id in self._changed for stored in cluster)
            ]
            first_ms = min(_ended_ms(cluster[0]) for cluster in found)
            last_ms = max(_ended_ms(cluster[-1]) for cluster in found)
            rest_ms = margin_ms - REACH_MS
            if since_ms - rest_ms <= first_ms and last_ms <= until_ms + rest_ms:
                return found
            margin_ms *= 2

    def _between(self, since_ms: int, until_ms: int) -> list[StoredSighting]:
        first = bisect_left(self._fresh, since_ms, key=_ended_ms)
        after = bisect_right(self._fresh, until_ms, key=_ended_ms)
        stored = sightings.between(self._conn, since_ms, until_ms, before_id=self._before_id)
        return stored + self._fresh[first:after]


def _ended_ms(stored: StoredSighting) -> int:
    return stored.sighting.ended_ms
