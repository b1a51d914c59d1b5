"""Finds rows of one play whose artist or title was renamed between two exports.

Two exports stamp such a row alike: in the same minute, with the same time heard to the millisecond.
"""

from collections.abc import Iterable, Sequence

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.model.evidence import StoredSighting
from musicanalyser.model.origin import BY_TRUST, Origin
from musicanalyser.units import MINUTE_MS

_Stamp = tuple[int, int]
"""The minute of the end, and the time heard in ms. Below 30 s many plays are alike."""
_SEPARATOR = "\x1f"
"""Between the artist and the title of a song."""


def find_respelled(
    sightings: Iterable[StoredSighting],
) -> list[tuple[StoredSighting, StoredSighting]]:
    """Return the pairs of an extended and an account row that may be one play, respelled."""
    extended: dict[_Stamp, list[StoredSighting]] = {}
    account: dict[_Stamp, list[StoredSighting]] = {}
    rows = {Origin.EXTENDED: extended, Origin.ACCOUNT: account}
    for stored in sightings:
        one = stored.sighting
        if one.origin in rows and one.played_ms >= STREAM_MS:
            stamp = (one.ended_ms // MINUTE_MS, one.played_ms)
            rows[one.origin].setdefault(stamp, []).append(stored)
    return [
        (row, other)
        for stamp in account.keys() & extended.keys()
        for row in extended[stamp]
        for other in account[stamp]
        if _is_respelled(row.song, other.song)
    ]


def join_respelled(groups: Sequence[list[StoredSighting]]) -> list[list[StoredSighting]]:
    """Join groups that are one play, respelled; each row of an export is used at most once.

    Each group begins with its most trusted sighting.
    """
    alone = {group[0].id: group for group in groups if _count(group[:1], Origin.ACCOUNT)}
    if not alone:
        return list(groups)
    group_of = {stored.id: group for group in groups for stored in group}
    pairs = find_respelled(stored for group in groups for stored in group)
    for row, other in sorted(pairs, key=_pair_order):
        group = group_of[row.id]
        if other.id in alone and _count(group, Origin.ACCOUNT) < _count(group, Origin.EXTENDED):
            group += alone.pop(other.id)
            group.sort(key=_distrust)
    return [g for g in groups if g[0].sighting.origin is not Origin.ACCOUNT or g[0].id in alone]


def _count(group: Sequence[StoredSighting], origin: Origin) -> int:
    return sum(stored.sighting.origin is origin for stored in group)


def _is_respelled(song: str, other: str) -> bool:
    """Return whether two songs differ, and have the same artist or the same title."""
    if song == other or not (_SEPARATOR in song and _SEPARATOR in other):
        return False
    return any(
        one == two
        for one, two in zip(song.split(_SEPARATOR, 1), other.split(_SEPARATOR, 1), strict=True)
        if one
    )


def _pair_order(pair: tuple[StoredSighting, StoredSighting]) -> tuple[int, int, str, str]:
    """Order pairs by what they hold, as ids depend on the order of import."""
    row, other = pair
    return row.sighting.ended_ms, row.sighting.played_ms, row.song, other.song


def _distrust(stored: StoredSighting) -> int:
    return BY_TRUST.index(stored.sighting.origin)
