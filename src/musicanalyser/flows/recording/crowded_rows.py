"""Which sightings may be of one play with another, or with a part: these must be compared."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.matching.across_services import SERVICES
from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.name_likeness import loosen
from musicanalyser.listening.start_and_end import stamped_second
from musicanalyser.model.origin import Origin
from musicanalyser.store.history.stored_sightings import Mark
from musicanalyser.units import MINUTE_MS

Placed = tuple[int, Mark]
"""A mark at one of its places (`listening.start_and_end.places_ms`)."""
_SERVICES = frozenset(SERVICES)
_REPEATING = frozenset(origin for origin in Origin if origin.traits.repeats_rows)


def find_crowded(placed: Iterable[Placed]) -> set[int]:
    """Return the ids of the sightings that may be of one play with another row of their song.

    The marks are in order of their places. Two rows of one stamp may be of one play, respelled.
    """
    last: dict[str, Placed] = {}
    chains: dict[Placed, list[Mark]] = {}
    by_stamp: dict[tuple[int, int], int] = {}
    alike: set[int] = set()
    for one in placed:
        place_ms, (ended_ms, played_ms, row_id, song, *_) = one
        before = last.get(song)
        if before is not None and place_ms - before[0] <= REACH_MS:
            of_song = chains.pop(before, None) or [before[1]]
            of_song.append(one[1])
            chains[one] = of_song
        last[song] = one
        if played_ms >= STREAM_MS:
            other = by_stamp.setdefault((ended_ms // MINUTE_MS, played_ms), row_id)
            if other != row_id:
                alike |= {other, row_id}
    crowded = [of_song for of_song in chains.values() if _is_crowded(of_song, alike)]
    return alike | {row_id for of_song in crowded for _, _, row_id, *_ in of_song}


def _is_crowded(of_song: Sequence[Mark], alike: AbstractSet[int]) -> bool:
    """Return whether sightings of a song, each in reach of the next, must be compared.

    Rows that repeat one another were heard as long, and started in the same second if it is known.
    """
    marks = dict.fromkeys(of_song)
    if any(row_id in alike or source not in _REPEATING for _, _, row_id, _, source, _ in marks):
        return True
    starts = {
        (played_ms, stamped_second(ended_ms, stamp_ms))
        for ended_ms, played_ms, _, _, _, stamp_ms in marks
    }
    is_start_known = all(started_s is not None for _, started_s in starts)
    different = len(starts) if is_start_known else len({played_ms for played_ms, _ in starts})
    return different < len(marks)


def find_near_services(placed: Iterable[Placed]) -> set[int]:
    """Return the ids of sightings that may be of one play with a row of another service.

    They are of one title, each in reach of the next. Mostly there are no such rows at all.
    """
    titles = {loosen(song).title for _, (_, _, _, song, source, _) in placed if source in _SERVICES}
    chains: defaultdict[str, list[list[Placed]]] = defaultdict(list)
    for one in placed if titles else ():
        title = loosen(one[1][3]).title
        if title in titles:
            last = chains[title][-1] if chains[title] else []
            if last and one[0] - last[-1][0] <= REACH_MS:
                last.append(one)
            else:
                chains[title].append([one])
    return {
        mark[2]
        for of_title in chains.values()
        for of_chain in of_title
        if len(of_chain) > 1 and any(mark[4] in _SERVICES for _, mark in of_chain)
        for _, mark in of_chain
    }
