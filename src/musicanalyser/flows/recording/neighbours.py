"""The sightings near those at hand, so that no cluster is ever judged in part."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence

from musicanalyser.listening.matching.conclusion import REACH_MS, clusters
from musicanalyser.model import Seen
from musicanalyser.store.history import sightings


class Surroundings:
    """Fresh sightings from memory, and those of the database that lie near them.

    ``touched`` holds the ends of stored sightings that are at hand as well, by id.
    """

    def __init__(
        self, conn: sqlite3.Connection, fresh: Sequence[Seen], touched: Mapping[int, int]
    ) -> None:
        self._conn = conn
        self._fresh = sorted(fresh, key=_ended_ms)
        self._before_id = min((one.id for one in fresh), default=sightings.NO_ID)
        self._wanted = {one.id for one in fresh} | touched.keys()
        self._moments_ms = sorted([*map(_ended_ms, fresh), *touched.values()])

    def spans(self) -> Iterator[tuple[int, int]]:
        """Join moments that lie close together into spans from a first to a last."""
        if not self._moments_ms:
            return
        since_ms = until_ms = self._moments_ms[0]
        for moment_ms in self._moments_ms:
            if moment_ms - until_ms > 2 * REACH_MS:
                yield since_ms, until_ms
                since_ms = moment_ms
            until_ms = moment_ms
        yield since_ms, until_ms

    def clusters(self, since_ms: int, until_ms: int) -> list[list[Seen]]:
        """Return the clusters at hand that reach into a span, each to its very end."""
        margin_ms = REACH_MS
        while True:
            seen = self._seen(since_ms - margin_ms, until_ms + margin_ms)
            found = [
                cluster
                for cluster in clusters(seen)
                if any(one.id in self._wanted for one in cluster)
            ]
            first_ms = min(_ended_ms(cluster[0]) for cluster in found)
            last_ms = max(_ended_ms(cluster[-1]) for cluster in found)
            rest_ms = margin_ms - REACH_MS
            if since_ms - rest_ms <= first_ms and last_ms <= until_ms + rest_ms:
                return found
            margin_ms *= 2

    def _seen(self, since_ms: int, until_ms: int) -> list[Seen]:
        first = bisect_left(self._fresh, since_ms, key=_ended_ms)
        after = bisect_right(self._fresh, until_ms, key=_ended_ms)
        stored = sightings.between(self._conn, since_ms, until_ms, before_id=self._before_id)
        return stored + self._fresh[first:after]


def _ended_ms(one: Seen) -> int:
    return one.sighting.ended_ms
