"""Joins a watched play with the row of recent plays that spells it differently.

Spotify shows one recording by other addresses, and sometimes by another title or album artist
(https://developer.spotify.com/documentation/web-api/concepts/track-relinking).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.matching.respelling import is_respelled
from musicanalyser.model.evidence import StoredSighting
from musicanalyser.model.origin import Origin
from musicanalyser.units import SECOND_MS

_SAME_END_MS = 10 * SECOND_MS
_SAME_LENGTH_MS = 2 * SECOND_MS
"""Two masters of a recording may differ by as much."""

_Pair = tuple[StoredSighting, StoredSighting]


def find_relinked(sightings: Iterable[StoredSighting]) -> list[_Pair]:
    """Return the pairs of a watched and a listed row that may be one play, nearest ends first."""
    watched: list[StoredSighting] = []
    listed: list[StoredSighting] = []
    for stored in sightings:
        rows = {Origin.PLAYER: watched, Origin.RECENT: listed}.get(stored.sighting.origin)
        if rows is not None:
            rows.append(stored)
    watched.sort(key=_ended_ms)
    pairs = [
        (one, row)
        for row in listed
        for one in watched[
            bisect_left(watched, _ended_ms(row) - _SAME_END_MS, key=_ended_ms) : bisect_right(
                watched, _ended_ms(row) + _SAME_END_MS, key=_ended_ms
            )
        ]
        if _is_one_recording(one, row)
    ]
    return sorted(pairs, key=_pair_order)


def join_relinked(groups: Sequence[list[StoredSighting]]) -> list[list[StoredSighting]]:
    """Join each group of a watched play with at most one listed row that no other play has."""
    group_of = {stored.id: group for group in groups for stored in group}
    gone: set[int] = set()
    for one, row in find_relinked(stored for group in groups for stored in group):
        group, alone = group_of[one.id], group_of[row.id]
        if len(alone) == 1 and not any(_is_listed(stored) for stored in group):
            group.append(row)
            group_of[row.id] = group
            gone.add(id(alone))
    return [group for group in groups if id(group) not in gone]


def _is_one_recording(one: StoredSighting, row: StoredSighting) -> bool:
    watched, listed = one.sighting.observation, row.sighting.observation
    if watched is None or listed is None or watched.high_ms < STREAM_MS:
        return False
    if watched.length_ms is None or listed.length_ms is None:
        return False
    is_as_long = abs(watched.length_ms - listed.length_ms) <= _SAME_LENGTH_MS
    return is_as_long and is_respelled(one.song, row.song)


def _is_listed(stored: StoredSighting) -> bool:
    return stored.sighting.origin is Origin.RECENT


def _ended_ms(stored: StoredSighting) -> int:
    return stored.sighting.ended_ms


def _pair_order(pair: _Pair) -> tuple[int, int, str, str]:
    """Order pairs by what they hold, as ids depend on the order in which rows came."""
    one, row = pair
    return abs(_ended_ms(one) - _ended_ms(row)), _ended_ms(row), one.song, row.song
