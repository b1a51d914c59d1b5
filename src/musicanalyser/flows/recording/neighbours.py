"""The sightings near those that changed, so that no cluster is ever judged in part."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from heapq import merge

from musicanalyser.flows.recording.crowded_rows import find_crowded, find_near_services
from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.conclusion import split_clusters
from musicanalyser.listening.matching.late_rows import TIMELY, late_end_ms
from musicanalyser.listening.span_merging import KnownSpan, merge_spans, span_moments
from musicanalyser.model.evidence import StoredSighting
from musicanalyser.model.origin import LIVE
from musicanalyser.store.history import stored_sightings
from musicanalyser.store.history.stored_sightings import Mark
from musicanalyser.units import DAY_MS

_LIVE = frozenset(LIVE)


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
        self._may_be_late = not TIMELY.isdisjoint(stored_sightings.sources(conn))
        self._late = sorted(self._late_ends()) if self._may_be_late else []
        crowded = self._find_crowded()
        self.alone = [stored for stored in self._fresh if stored.id not in crowded]
        """The fresh sightings that are a play each, unless a cluster of a span has them."""
        near = [stored for stored in self._fresh if stored.id in crowded]
        self._changed = {stored.id for stored in near} | touched.keys()
        self._moments_ms = sorted([*map(_ended_ms, near), *touched.values()])

    def _late_ends(self) -> Iterator[tuple[int, int, int]]:
        """Yield the true end of each fresh row that was stamped late, its stamp and its id."""
        for stored in self._fresh:
            end_ms = late_end_ms(stored)
            if end_ms is not None:
                yield end_ms, stored.sighting.ended_ms, stored.id

    def _find_crowded(self) -> set[int]:
        """Return the ids of the sightings that may be of one play with another, or with a part.

        Only exports have others: they can neither be parts of a play nor be relinked.
        """
        marks = list(self._marks())
        live = {one.id for one in self._fresh if one.sighting.origin in _LIVE}
        crowded = live | find_crowded(marks)
        if self._may_be_late:
            crowded |= {row_id for _, _, row_id in self._late}
            crowded |= find_near_services([*marks, *self._late_marks()])
        return crowded

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
        for since_ms, until_ms in self._around_fresh():
            yield from stored_sightings.marks_between(
                self._conn, since_ms, until_ms, before_id=self._before_id
            )

    def _late_marks(self) -> Iterator[Mark]:
        for since_ms, until_ms in self._around_fresh():
            yield from self._late_stored(since_ms, until_ms)

    def _around_fresh(self) -> Iterator[KnownSpan]:
        for span in span_moments(map(_ended_ms, self._fresh), longest_gap_ms=DAY_MS):
            yield _widened(span)

    def spans(self) -> Iterator[KnownSpan]:
        """Yield the spans, from a first to a last change, whose surroundings do not overlap."""
        yield from span_moments(self._moments_ms, longest_gap_ms=2 * REACH_MS)

    def clusters(self, since_ms: int, until_ms: int) -> list[list[StoredSighting]]:
        """Return the clusters with a change in a span; each is whole, even beyond the span."""
        windows = [_widened(KnownSpan(since_ms, until_ms))]
        while True:
            near = [stored for window in windows for stored in self._between(*window)]
            found = [
                cluster
                for cluster in split_clusters(near)
                if any(stored.id in self._changed for stored in cluster)
            ]
            wider = merge_spans([*windows, *self._surroundings(found)], longest_gap_ms=0)
            if wider == windows:
                return found
            windows = wider

    def _surroundings(self, clusters: Iterable[Sequence[StoredSighting]]) -> Iterator[KnownSpan]:
        """Yield the spans in which anything may belong to a cluster too."""
        rows = [stored for cluster in clusters for stored in cluster]
        moments_ms = [_ended_ms(stored) for stored in rows]
        if self._may_be_late:
            moments_ms += [end_ms for row in rows if (end_ms := late_end_ms(row)) is not None]
        for span in span_moments(sorted(moments_ms), longest_gap_ms=2 * REACH_MS):
            whole = _widened(span)
            yield whole
            if self._may_be_late:
                for ended_ms in self._stamps_of_late(whole):
                    yield _widened(KnownSpan(ended_ms, ended_ms))

    def _stamps_of_late(self, span: KnownSpan) -> Iterator[int]:
        """Yield the stamps of late rows that truly ended in a span."""
        yield from (mark[0] for mark in self._late_stored(*span))
        first = bisect_left(self._late, (span.since_ms,))
        for end_ms, ended_ms, _ in self._late[first:]:
            if end_ms > span.until_ms:
                return
            yield ended_ms

    def _late_stored(self, since_ms: int, until_ms: int) -> Iterator[Mark]:
        yield from stored_sightings.late_marks_between(
            self._conn, since_ms, until_ms, before_id=self._before_id
        )

    def _between(self, since_ms: int, until_ms: int) -> list[StoredSighting]:
        first = bisect_left(self._fresh, since_ms, key=_ended_ms)
        after = bisect_right(self._fresh, until_ms, key=_ended_ms)
        stored = stored_sightings.between(self._conn, since_ms, until_ms, before_id=self._before_id)
        return stored + self._fresh[first:after]


def _widened(span: KnownSpan) -> KnownSpan:
    return KnownSpan(span.since_ms - REACH_MS, span.until_ms + REACH_MS)


def _mark_order(mark: Mark) -> tuple[int, int, int]:
    return mark[:3]


def _ended_ms(stored: StoredSighting) -> int:
    return stored.sighting.ended_ms
