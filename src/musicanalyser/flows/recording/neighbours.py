"""The sightings near those that changed, so that no cluster is ever judged in part."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from heapq import merge

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.matching.across_services import SERVICES
from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.conclusion import split_clusters
from musicanalyser.listening.matching.name_likeness import loosen
from musicanalyser.listening.span_merging import KnownSpan, span_moments
from musicanalyser.listening.start_and_end import stamped_second
from musicanalyser.model.evidence import StoredSighting
from musicanalyser.model.origin import LIVE, Origin
from musicanalyser.store.history import stored_sightings
from musicanalyser.store.history.stored_sightings import Mark
from musicanalyser.units import DAY_MS, MINUTE_MS

_LIVE = frozenset(LIVE)
_SERVICES = frozenset(SERVICES)
_REPEATING = frozenset(origin for origin in Origin if origin.traits.repeats_rows)


class Neighbours:
    """Fresh sightings in memory, and the stored ones that lie near what changed.

    The ids of ``fresh`` ascend. ``touched`` holds the ends, by id, of stored sightings that changed
    as well.
    """

    def __init__(
        self, conn: sqlite3.Connection, fresh: Sequence[StoredSighting], touched: Mapping[int, int]
    ) -> None:
        self._conn = conn
        self._fresh = sorted(fresh, key=_ended_ms)
        self._before_id = fresh[0].id if fresh else stored_sightings.NO_ID
        crowded = self._find_crowded()
        self.alone = [stored for stored in self._fresh if stored.id not in crowded]
        """The fresh sightings that are a play each, unless a cluster of a span has them."""
        near = [stored for stored in self._fresh if stored.id in crowded]
        self._changed = {stored.id for stored in near} | touched.keys()
        self._moments_ms = sorted([*map(_ended_ms, near), *touched.values()])

    def _find_crowded(self) -> set[int]:
        """Return the ids of the sightings that may be of one play with another, or with a part.

        Only exports have others: they can neither be parts of a play nor be relinked.
        """
        last: dict[str, Mark] = {}
        chains: dict[Mark, list[Mark]] = {}
        by_stamp: dict[tuple[int, int], int] = {}
        alike: set[int] = set()
        marks = list(self._marks())
        for mark in marks:
            ended_ms, played_ms, row_id, song, *_ = mark
            before = last.get(song)
            if before is not None and ended_ms - before[0] <= REACH_MS:
                chain = chains.pop(before, None) or [before]
                chain.append(mark)
                chains[mark] = chain
            last[song] = mark
            if played_ms >= STREAM_MS:
                other = by_stamp.setdefault((ended_ms // MINUTE_MS, played_ms), row_id)
                if other != row_id:
                    alike |= {other, row_id}
        live = {one.id for one in self._fresh if one.sighting.origin in _LIVE}
        crowded = [chain for chain in chains.values() if _is_crowded(chain, alike)]
        alike |= _near_services(marks)
        return live | alike | {row_id for chain in crowded for _, _, row_id, *_ in chain}

    def _marks(self) -> Iterable[Mark]:
        """Return the marks of the fresh sightings, and of the stored ones in reach of them."""
        own = [
            (one.ended_ms, one.played_ms, row_id, song, one.origin, one.offline_ms)
            for row_id, _, song, _, one in self._fresh
        ]
        before = self._marks_before()
        first = next(before, None)
        return own if first is None else merge(own, [first], before, key=_mark_order)

    def _marks_before(self) -> Iterator[Mark]:
        for span in span_moments(map(_ended_ms, self._fresh), longest_gap_ms=DAY_MS):
            since_ms, until_ms = span.since_ms - REACH_MS, span.until_ms + REACH_MS
            yield from stored_sightings.marks_between(
                self._conn, since_ms, until_ms, before_id=self._before_id
            )

    def spans(self) -> Iterator[KnownSpan]:
        """Yield the spans, from a first to a last change, whose surroundings do not overlap."""
        yield from span_moments(self._moments_ms, longest_gap_ms=2 * REACH_MS)

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
        stored = stored_sightings.between(self._conn, since_ms, until_ms, before_id=self._before_id)
        return stored + self._fresh[first:after]


def _is_crowded(chain: Sequence[Mark], alike: AbstractSet[int]) -> bool:
    """Return whether sightings of a song, each in reach of the next, must be compared.

    Rows that repeat one another were heard as long, and started in the same second if it is known.
    """
    if any(row_id in alike or source not in _REPEATING for _, _, row_id, _, source, _ in chain):
        return True
    starts = {
        (played_ms, stamped_second(ended_ms, stamp_ms))
        for ended_ms, played_ms, _, _, _, stamp_ms in chain
    }
    is_start_known = all(started_s is not None for _, started_s in starts)
    different = len(starts) if is_start_known else len({played_ms for played_ms, _ in starts})
    return different < len(chain)


def _near_services(marks: Iterable[Mark]) -> set[int]:
    """Return the ids of sightings that may be of one play with a row of another service.

    They are of one title, each in reach of the next. Mostly there are no such rows at all.
    """
    titles = {loosen(song).title for _, _, _, song, source, _ in marks if source in _SERVICES}
    chains: defaultdict[str, list[list[Mark]]] = defaultdict(list)
    for mark in marks if titles else ():
        title = loosen(mark[3]).title
        if title in titles:
            chain = chains[title][-1] if chains[title] else []
            if chain and mark[0] - chain[-1][0] <= REACH_MS:
                chain.append(mark)
            else:
                chains[title].append([mark])
    return {
        mark[2]
        for of_title in chains.values()
        for chain in of_title
        if len(chain) > 1 and any(mark[4] in _SERVICES for mark in chain)
        for mark in chain
    }


def _mark_order(mark: Mark) -> tuple[int, int, int]:
    return mark[:3]


def _ended_ms(stored: StoredSighting) -> int:
    return stored.sighting.ended_ms
