"""Joins the rows of other services with the plays that they are evidence of.

A scrobbler stores what was heard anywhere, so that one play may be in several services. Rows are
paired one to one and in order of time, origin by origin, among what is named alike.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence

from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.alignment import pair_in_order
from musicanalyser.listening.matching.name_likeness import is_alike, loosen
from musicanalyser.listening.matching.stamp_distance import stamp_distance
from musicanalyser.listening.start_and_end import (
    has_start_stamp,
    places_ms,
    start_and_end_ms,
)
from musicanalyser.model.evidence import HeardTime, StoredSighting
from musicanalyser.model.origin import BY_TRUST, Origin
from musicanalyser.units import SECOND_MS

SERVICES = tuple(origin for origin in BY_TRUST if origin.traits.is_service)
"""The origins of other services, the most trusted first."""
_IS_SERVICE = frozenset(SERVICES)
_SAME_STAMP_MS = 2 * SECOND_MS
"""How far two stamps of one service may lie apart that are of one play."""

_Group = list[StoredSighting]
_Pair = tuple[StoredSighting, StoredSighting]


def is_of_service(stored: StoredSighting) -> bool:
    """Return whether a sighting comes from another service."""
    return stored.sighting.origin in _IS_SERVICE


def find_alike(sightings: Iterable[StoredSighting]) -> list[_Pair]:
    """Return the pairs of a row of another service and a sighting in reach that is named alike."""
    rows = list(sightings)
    services = [stored for stored in rows if is_of_service(stored)]
    if not services:
        return []
    placed: defaultdict[str, list[tuple[int, StoredSighting]]] = defaultdict(list)
    titles = {loosen(stored.song).title for stored in services}
    for stored in rows:
        title = loosen(stored.song).title
        if title in titles:
            placed[title] += ((place_ms, stored) for place_ms in places_ms(stored.sighting))
    for of_title in placed.values():
        of_title.sort(key=_moment_ms)
    pairs: list[_Pair] = []
    for row in services:
        of_title = placed[loosen(row.song).title]
        for place_ms in places_ms(row.sighting):
            first = bisect_left(of_title, place_ms - REACH_MS, key=_moment_ms)
            after = bisect_right(of_title, place_ms + REACH_MS, key=_moment_ms)
            pairs += [(row, other) for _, other in of_title[first:after] if _are_alike(row, other)]
    return pairs


def join_services(plays: Sequence[_Group], rows: Sequence[StoredSighting]) -> list[_Group]:
    """Return the sightings of each play after the rows of other services have joined them.

    Rows without a play are plays of their own. Each group begins with its most trusted sighting.
    """
    groups = list(plays)
    by_origin: defaultdict[Origin, _Group] = defaultdict(list)
    for stored in rows:
        by_origin[stored.sighting.origin].append(stored)
    for origin in sorted(by_origin, key=SERVICES.index):
        for title, of_title in sorted(_by_title(by_origin[origin]).items()):
            groups = _join_title(groups, title, _join_repeats(of_title, origin))
    return groups


def _join_title(groups: list[_Group], title: str, added: list[_Group]) -> list[_Group]:
    """Join groups with those of one more origin; the others become groups."""
    origin = added[0][0].sighting.origin
    candidates = [
        (named, group)
        for group in groups
        if (named := [one for one in group if loosen(one.song).title == title])
        and _may_be_of(group, origin)
    ]
    candidates.sort(key=lambda candidate: _place(candidate[0][0]))
    pairs = pair_in_order(
        [named for named, _ in candidates],
        added,
        moment_ms=lambda group: _place(group[0])[0],
        reach_ms=REACH_MS,
        cost=lambda named, other: _distance(named, other[0]),
    )
    for place, other in pairs:
        candidates[place][1].extend(added[other])
    paired = {other for _, other in pairs}
    return groups + [group for place, group in enumerate(added) if place not in paired]


def _join_repeats(rows: Iterable[StoredSighting], origin: Origin) -> list[_Group]:
    """Return the rows of one origin and title by play, in order of time."""
    groups: list[_Group] = []
    for row in sorted(rows, key=_place):
        last = groups[-1][0] if groups and origin.traits.repeats_rows else None
        if last and _stamp_ms(row) - _stamp_ms(last) <= _SAME_STAMP_MS and _are_alike(row, last):
            groups[-1].append(row)
        else:
            groups.append([row])
    return groups


def _may_be_of(group: _Group, origin: Origin) -> bool:
    """Return whether a play may have a row of an origin: it has none, and no other player."""
    origins = {stored.sighting.origin for stored in group}
    players = {one.traits.player for one in (*origins, origin)} - {None}
    return origin not in origins and len(players) <= 1


def _distance(named: Iterable[StoredSighting], row: StoredSighting) -> float | None:
    found = (
        stamp_distance(stored.sighting, row.sighting) for stored in named if _are_alike(stored, row)
    )
    return min((cost for cost in found if cost is not None), default=None)


def _by_title(rows: Iterable[StoredSighting]) -> dict[str, _Group]:
    by_title: defaultdict[str, _Group] = defaultdict(list)
    for stored in rows:
        by_title[loosen(stored.song).title].append(stored)
    return by_title


def _moment_ms(placed: tuple[int, StoredSighting]) -> int:
    return placed[0]


def _are_alike(one: StoredSighting, other: StoredSighting) -> bool:
    return is_alike(loosen(one.song), loosen(other.song))


def _stamp_ms(stored: StoredSighting) -> int:
    return stored.sighting.ended_ms


def _place(stored: StoredSighting) -> tuple[int, int, str, bool, int, int]:
    """Order sightings by time, and equal ones by what they hold, as ids depend on the import."""
    sighting = stored.sighting
    stamp_ms = sighting.offline_ms if has_start_stamp(sighting) else None
    return (
        start_and_end_ms(sighting)[0] if stamp_ms is None else stamp_ms,
        sighting.ended_ms,
        stored.song,
        sighting.heard is not HeardTime.KNOWN,
        sighting.played_ms,
        sighting.ordinal,
    )
