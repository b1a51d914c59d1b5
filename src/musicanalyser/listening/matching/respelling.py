"""Finds rows of one play whose artist or title was renamed between two exports.

Two exports stamp such a row alike: at the same end, with the same time heard to the millisecond.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.start_and_end import has_start_stamp
from musicanalyser.model.evidence import StoredSighting
from musicanalyser.model.origin import BY_TRUST, Origin
from musicanalyser.units import MINUTE_MS, SECOND_MS

_Stamp = tuple[int, int]
"""The minute of the end, and the time heard in ms. Below 30 s many plays are alike."""
_Pair = tuple[StoredSighting, StoredSighting]
_SEPARATOR = "\x1f"
"""Between the artist and the title of a song."""


def find_respelled(sightings: Iterable[StoredSighting]) -> list[_Pair]:
    """Return the pairs of an extended row and another row that may be one play, respelled.

    A row of account data has its end in the same minute, another extended row in the same second.
    """
    return [
        pair
        for extended, account in _by_stamp(sightings).values()
        for pair in (
            *((row, other) for row in extended for other in account if _are_alike(row, other)),
            *_extended_pairs(extended),
        )
    ]


def songs_elsewhere(sightings: Iterable[StoredSighting]) -> Mapping[int, str]:
    """Return the song that the extended history has for respelled rows of account data, by id.

    A row of account data is respelled if there is none of its own song left with its very stamp,
    and one of another song with the same artist or title. Each extended row is used once.
    """
    songs: dict[int, str] = {}
    for extended, account in _by_stamp(sightings).values():
        free = Counter(row.song for row in extended)
        free.subtract(row.song for row in account)
        for song in sorted({row.song for row in account if free[row.song] < 0}):
            of_song = [row for row in account if row.song == song]
            for row in sorted(of_song, key=lambda one: one.sighting.ordinal)[free[song] :]:
                other = next(
                    (one for one in sorted(free) if free[one] > 0 and is_respelled(one, song)),
                    None,
                )
                if other is not None:
                    free[other] -= 1
                    songs[row.id] = other
    return songs


def join_respelled(groups: Sequence[list[StoredSighting]]) -> list[list[StoredSighting]]:
    """Join groups whose extended rows are one play, respelled.

    Each group begins with its most trusted sighting, of equal ones with the first by name.
    """
    group_of = {stored.id: group for group in groups for stored in group}
    for extended, _ in _by_stamp(stored for group in groups for stored in group).values():
        for row, other in _extended_pairs(extended):
            group, added = group_of[row.id], group_of[other.id]
            if group is not added:
                group += added
                group.sort(key=_distrust)
                group_of.update((stored.id, group) for stored in added)
    return list({id(group): group for group in group_of.values()}.values())


def _by_stamp(
    sightings: Iterable[StoredSighting],
) -> Mapping[_Stamp, tuple[list[StoredSighting], list[StoredSighting]]]:
    """Return the extended rows and those of account data by their stamp, short plays left out."""
    by_stamp: defaultdict[_Stamp, tuple[list[StoredSighting], list[StoredSighting]]] = defaultdict(
        lambda: ([], [])
    )
    places = {Origin.EXTENDED: 0, Origin.ACCOUNT: 1}
    for stored in sightings:
        one = stored.sighting
        if one.origin in places and one.played_ms >= STREAM_MS:
            stamp = (one.ended_ms // MINUTE_MS, one.played_ms)
            by_stamp[stamp][places[one.origin]].append(stored)
    return by_stamp


def _extended_pairs(extended: Sequence[StoredSighting]) -> Iterable[_Pair]:
    if len(extended) < 2:  # noqa: PLR2004 - a pair
        return ()
    return filter(_is_one_play, combinations(sorted(extended, key=_row_order), 2))


def _is_one_play(pair: _Pair) -> bool:
    """Return whether two extended rows are one play, respelled; usable start stamps decide."""
    row, other = pair
    if row.sighting.ended_ms != other.sighting.ended_ms or not _are_alike(row, other):
        return False
    stamps_ms = [one.sighting.offline_ms for one in pair if has_start_stamp(one.sighting)]
    return len({stamp_ms // SECOND_MS for stamp_ms in stamps_ms if stamp_ms is not None}) <= 1


def _are_alike(row: StoredSighting, other: StoredSighting) -> bool:
    return is_respelled(row.song, other.song)


def is_respelled(song: str, other: str) -> bool:
    """Return whether two songs differ, and have the same artist or the same title."""
    if song == other or not (_SEPARATOR in song and _SEPARATOR in other):
        return False
    return any(
        one == two
        for one, two in zip(song.split(_SEPARATOR, 1), other.split(_SEPARATOR, 1), strict=True)
        if one
    )


def _row_order(stored: StoredSighting) -> tuple[int, str]:
    return stored.sighting.ended_ms, stored.song


def _distrust(stored: StoredSighting) -> tuple[int, str]:
    return BY_TRUST.index(stored.sighting.origin), stored.song
