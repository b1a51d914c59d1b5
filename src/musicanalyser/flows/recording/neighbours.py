"""The sightings near those that changed, so that no cluster is ever judged in part."""

import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from musicanalyser.flows.recording.crowded_rows import Placed, find_crowded, find_near_services
from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.conclusion import split_clusters
from musicanalyser.listening.span_merging import KnownSpan, merge_spans, span_moments
from musicanalyser.listening.start_and_end import is_far_stamp, places_ms
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
        self._far = sorted(
            (
                (place_ms, stored)
                for stored in fresh
                if stored.sighting.offline_ms is not None
                for place_ms in places_ms(stored.sighting)[1:]
            ),
            key=_place_ms,
        )
        self._before_id = fresh[0].id if fresh else stored_sightings.NO_ID
        crowded = self._find_crowded()
        self.alone = [stored for stored in self._fresh if stored.id not in crowded]
        """The fresh sightings that are a play each, unless a cluster of a span has them."""
        near = [stored for stored in self._fresh if stored.id in crowded]
        self._changed = {stored.id for stored in near} | touched.keys()
        places = chain.from_iterable(places_ms(stored.sighting) for stored in near)
        self._moments_ms = sorted([*places, *touched.values()])

    def _find_crowded(self) -> set[int]:
        """Return the ids of the sightings that may be of one play with another, or with a part.

        Only exports have others: they can neither be parts of a play nor be relinked.
        """
        placed = self._placed_marks()
        live = {one.id for one in self._fresh if one.sighting.origin in _LIVE}
        return live | find_crowded(placed) | find_near_services(placed)

    def _placed_marks(self) -> list[Placed]:
        """Return the marks of the fresh sightings, and of the stored ones in reach, by place.

        A mark with a far start stamp has two places.
        """
        marks: list[Mark] = [
            (one.ended_ms, one.played_ms, row_id, song, one.origin, one.offline_ms)
            for row_id, _, song, _, one in self._fresh
        ]
        before = list(self._marks_before())
        if before:
            marks = sorted(marks + before, key=_mark_order)
        placed = [(mark[0], mark) for mark in marks]
        far = [
            (mark[5], mark)
            for mark in marks
            if mark[5] is not None and is_far_stamp(mark[0], mark[1], mark[5])
        ]
        return sorted(placed + far, key=_place_ms) if far else placed

    def _marks_before(self) -> Iterator[Mark]:
        places = sorted([*map(_ended_ms, self._fresh), *map(_place_ms, self._far)])
        found: set[int] = set()
        for span in span_moments(places, longest_gap_ms=DAY_MS):
            since_ms, until_ms = span.since_ms - REACH_MS, span.until_ms + REACH_MS
            for mark in stored_sightings.marks_between(
                self._conn, since_ms, until_ms, before_id=self._before_id
            ):
                if mark[2] not in found:
                    found.add(mark[2])
                    yield mark

    def spans(self) -> Iterator[KnownSpan]:
        """Yield the spans, from a first to a last change, whose surroundings do not overlap."""
        yield from span_moments(self._moments_ms, longest_gap_ms=2 * REACH_MS)

    def clusters(self, since_ms: int, until_ms: int) -> list[list[StoredSighting]]:
        """Return the clusters with a change in a span; each is whole, even beyond the span."""
        looked = [KnownSpan(since_ms - REACH_MS, until_ms + REACH_MS)]
        margin_ms = REACH_MS
        while True:
            found = [
                cluster
                for cluster in split_clusters(self._within(looked))
                if any(stored.id in self._changed for stored in cluster)
            ]
            margin_ms *= 2
            beyond = [
                KnownSpan(place_ms - margin_ms, place_ms + margin_ms)
                for stored in chain.from_iterable(found)
                for place_ms in places_ms(stored.sighting)
                if not _is_in_reach(place_ms, looked)
            ]
            if not beyond:
                return found
            looked = merge_spans([*looked, *beyond], longest_gap_ms=0)

    def _within(self, spans: Iterable[KnownSpan]) -> Iterable[StoredSighting]:
        """Return the sightings with a place in one of some spans."""
        found: dict[int, StoredSighting] = {}
        for since_ms, until_ms in spans:
            rows = stored_sightings.between(
                self._conn, since_ms, until_ms, before_id=self._before_id
            )
            first = bisect_left(self._fresh, since_ms, key=_ended_ms)
            after = bisect_right(self._fresh, until_ms, key=_ended_ms)
            rows += self._fresh[first:after]
            first = bisect_left(self._far, since_ms, key=_place_ms)
            after = bisect_right(self._far, until_ms, key=_place_ms)
            rows += (stored for _, stored in self._far[first:after])
            found.update((stored.id, stored) for stored in rows)
        return found.values()


def _is_in_reach(place_ms: int, spans: Iterable[KnownSpan]) -> bool:
    """Return whether all in reach of a place lies within one of some spans."""
    return any(
        since_ms <= place_ms - REACH_MS and place_ms + REACH_MS <= until_ms
        for since_ms, until_ms in spans
    )


def _mark_order(mark: Mark) -> tuple[int, int, int]:
    return mark[:3]


def _place_ms(placed: tuple[int, Mark | StoredSighting]) -> int:
    return placed[0]


def _ended_ms(stored: StoredSighting) -> int:
    return stored.sighting.ended_ms
