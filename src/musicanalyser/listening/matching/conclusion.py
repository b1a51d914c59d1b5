"""Which sightings are of the same play.

The answer depends on the set of sightings alone, not on the order in which they arrived. Sightings
of one song that lie more than `REACH_MS` apart never affect each other, so it is enough to look at
one *cluster* at a time.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, takewhile
from types import MappingProxyType

from musicanalyser.listening.matching.across_services import (
    find_alike,
    is_of_service,
    join_services,
)
from musicanalyser.listening.matching.agreement import REACH_MS, disagreement, sort_key
from musicanalyser.listening.matching.alignment import pair_in_order
from musicanalyser.listening.matching.play_figures import derive_play
from musicanalyser.listening.matching.relinking import find_relinked, join_relinked
from musicanalyser.listening.matching.respelling import (
    find_respelled,
    join_respelled,
    songs_elsewhere,
)
from musicanalyser.listening.matching.restarts import rejoin_parts
from musicanalyser.listening.start_and_end import (
    has_start_stamp,
    places_ms,
    start_and_end_ms,
)
from musicanalyser.model.evidence import Play, StoredSighting
from musicanalyser.model.origin import BY_TRUST, OriginTraits
from musicanalyser.units import MINUTE_MS, SECOND_MS

_DOUBLES_MS = 10 * MINUTE_MS
"""Rows of one origin whose ends lie further apart are never compared."""
_CROSSFADE_MS = 13 * SECOND_MS
"""How long two true plays may overlap: Spotify fades over 12 s at most, which the time heard
includes (https://support.spotify.com/article/crossfade-feature), and stamps are cut to the second.
"""
_OWN = tuple(origin for origin in BY_TRUST if not origin.traits.is_service)

Group = list[StoredSighting]
"""Sightings of one play, the most trusted first."""


def split_clusters(sightings: Iterable[StoredSighting]) -> list[Group]:
    """Split sightings by song and by pauses longer than `REACH_MS`, each in order of time.

    Clusters of songs that may be one song, respelled, are one cluster.
    """
    clusters: list[Group] = []
    for of_song in _by_song(sightings):
        if len(of_song) == 1:
            clusters.append(of_song)
        else:
            clusters += _split_song(of_song)
    return _join_respelled_clusters(clusters)


def _split_song(of_song: Group) -> list[Group]:
    """Split the sightings of one song where no place of one is in reach of a place of another."""
    of_song.sort(key=_ended_ms)
    places = sorted(
        (place_ms, number)
        for number, stored in enumerate(of_song)
        for place_ms in places_ms(stored.sighting)
    )
    first = list(range(len(of_song)))  # of each, one in its cluster; the first of all has itself

    def first_of(number: int) -> int:
        while first[number] != number:
            number = first[number]
        return number

    for (before_ms, number), (after_ms, other) in pairwise(places):
        if after_ms - before_ms <= REACH_MS:
            first[first_of(other)] = first_of(number)
    clusters: dict[int, Group] = {}
    for number, stored in enumerate(of_song):
        clusters.setdefault(first_of(number), []).append(stored)
    return list(clusters.values())


def conclude_plays(cluster: Sequence[StoredSighting]) -> list[Play]:
    """Return the plays that the sightings of one cluster are evidence of.

    Within an origin only doubles are joined: rows that cannot both be true. Sightings of different
    origins are paired one-to-one, in order of time.
    """
    if len(cluster) == 1:
        return [derive_play(cluster)]  # most clusters: there is nothing to compare
    rows = [stored for stored in cluster if is_of_service(stored)]
    own = [stored for stored in cluster if not is_of_service(stored)] if rows else cluster
    songs = songs_elsewhere(own)
    groups = [group for of_song in _by_song(own, songs) for group in _group_song(of_song)]
    groups = join_relinked(join_respelled(groups))
    return [derive_play(group) for group in (join_services(groups, rows) if rows else groups)]


def _by_song(
    sightings: Iterable[StoredSighting], songs: Mapping[int, str] = MappingProxyType({})
) -> Iterable[Group]:
    """Return the sightings of each song; ``songs`` holds the song of those that were respelled."""
    by_song: dict[str, Group] = {}
    for stored in sightings:
        by_song.setdefault(songs.get(stored.id, stored.song), []).append(stored)
    return by_song.values()


def _join_respelled_clusters(clusters: list[Group]) -> list[Group]:
    """Join the clusters that have rows of one play, respelled or of another service."""
    rows = [stored for cluster in clusters for stored in cluster]
    pairs = find_respelled(rows) + find_relinked(rows) + find_alike(rows)
    if not pairs:
        return clusters
    cluster_of = {stored.id: cluster for cluster in clusters for stored in cluster}
    for row, other in pairs:
        one, two = cluster_of[row.id], cluster_of[other.id]
        if one is not two:
            one += two
            cluster_of.update((stored.id, one) for stored in two)
    joined = {id(cluster): cluster for cluster in cluster_of.values()}
    return [sorted(cluster, key=_ended_ms) for cluster in joined.values()]


def _group_song(of_song: Sequence[StoredSighting]) -> list[Group]:
    """Return the sightings of one song by play."""
    groups: list[Group] = []
    for origin in _OWN:
        own = sorted(
            (stored for stored in of_song if stored.sighting.origin is origin), key=_total_order
        )
        own_groups = _join_doubles(own) if origin.traits.repeats_rows else [[one] for one in own]
        groups = _join_groups(groups, own_groups, origin.traits)
    return rejoin_parts(groups)


def _ended_ms(stored: StoredSighting) -> int:
    return stored.sighting.ended_ms


def _total_order(stored: StoredSighting) -> tuple[int | str | bool, ...]:
    """Order sightings of one origin by time, of equals the one that says more first."""
    sighting = stored.sighting
    return (
        sighting.ended_ms,
        sighting.played_ms,
        sighting.reason_end == "",
        sighting.offline_ms is None,
        sighting.offline_ms or 0,
        sighting.reason_end,
        sighting.item.kind,
        sighting.item.uri is None,
        sighting.item.uri or "",
        sighting.skipped is None,
        bool(sighting.skipped),
        bool(sighting.private),
        sighting.offline is None,
        bool(sighting.offline),
        sighting.reason_start,
        bool(sighting.shuffle),
        sighting.platform or "",
        sighting.country or "",
    )


def _join_doubles(ordered: Sequence[StoredSighting]) -> list[Group]:
    groups: list[Group] = []
    for stored in ordered:
        since_ms = _ended_ms(stored) - _DOUBLES_MS
        near = takewhile(lambda group: _ended_ms(group[0]) >= since_ms, reversed(groups))  # noqa: B023 - used up at once
        double_of = next((group for group in near if _is_double(group[0], stored)), None)
        if double_of is None:
            groups.append([stored])
        else:
            double_of.append(stored)
    return groups


def _is_double(first: StoredSighting, other: StoredSighting) -> bool:
    """Return whether two rows of one origin cannot both be true.

    Where both have a start stamp, these decide: exports have them in ms or in seconds.
    """
    one, two = first.sighting, other.sighting
    if one.played_ms != two.played_ms:
        return False
    if has_start_stamp(one) and has_start_stamp(two):
        return _to_seconds(one.offline_ms) == _to_seconds(two.offline_ms)
    if one.ended_ms == two.ended_ms:
        return True
    apart_ms = abs(start_and_end_ms(one)[1] - start_and_end_ms(two)[1])
    return apart_ms < max(one.played_ms - _CROSSFADE_MS, 1)


def _to_seconds(stamp_ms: int | None) -> int | None:
    return None if stamp_ms is None else stamp_ms // SECOND_MS


def _join_groups(groups: list[Group], added: list[Group], traits: OriginTraits) -> list[Group]:
    """Join the groups of a less trusted origin to those they agree with; append the others.

    A row of an export repeats a row of another export, also where two rows are one play.
    """
    if not groups or not added:
        return groups + added
    clock = traits.clock
    candidates = [
        (rows, group)
        for group in groups
        for rows in ([[stored] for stored in group] if traits.is_export else [group])
    ]
    trusted = sorted(candidates, key=lambda candidate: sort_key(candidate[0][0], clock))
    others = sorted(added, key=lambda group: sort_key(group[0], clock))
    pairs = pair_in_order(
        [rows for rows, _ in trusted],
        others,
        moment_ms=lambda group: sort_key(group[0], clock)[0],
        reach_ms=REACH_MS,
        cost=lambda group, other: disagreement(group, other[0]),
    )
    for place, other in pairs:
        trusted[place][1].extend(others[other])
    paired = {other for _, other in pairs}
    return groups + [group for place, group in enumerate(others) if place not in paired]
