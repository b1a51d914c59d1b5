"""Which sightings may be of one play with another, or with a part: these must be compared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet

from musicanalyser.listening.definitions import STREAM_MS
from musicanalyser.listening.matching.across_services import SERVICES
from musicanalyser.listening.matching.agreement import REACH_MS
from musicanalyser.listening.matching.name_likeness import loosen
from musicanalyser.listening.start_and_end import stamped_second
from musicanalyser.model.origin import Origin
from musicanalyser.store.history.stored_sightings import Mark
from musicanalyser.units import MINUTE_MS

_SERVICES = frozenset(SERVICES)
_REPEATING = frozenset(origin for origin in Origin if origin.traits.repeats_rows)


def find_crowded(marks: Iterable[Mark]) -> set[int]:
    """Return the ids of the sightings that may be of one play with another row of their song.

    The marks are in order of time. Two rows of one stamp may be of one play, respelled.
    """
    last: dict[str, Mark] = {}
    chains: dict[Mark, list[Mark]] = {}
    by_stamp: dict[tuple[int, int], int] = {}
    alike: set[int] = set()
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
    crowded = [chain for chain in chains.values() if _is_crowded(chain, alike)]
    return alike | {row_id for chain in crowded for _, _, row_id, *_ in chain}


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


def find_near_services(marks: Sequence[Mark]) -> set[int]:
    """Return the ids of sightings that may be of one play with a row of another service.

    They are of one title, each in reach of the next by a stamp, or by the true end of a late row.
    """
    titles = {loosen(song).title for _, _, _, song, source, _ in marks if source in _SERVICES}
    by_title: defaultdict[str, list[tuple[int, int, bool]]] = defaultdict(list)
    for mark in marks if titles else ():
        title = loosen(mark[3]).title
        if title in titles:
            by_title[title] += ((at_ms, mark[2], mark[4] in _SERVICES) for at_ms in _moments(mark))
    return {
        row_id
        for of_title in by_title.values()
        for chain in _chains(sorted(of_title))
        if len(chain) > 1 and any(is_service for _, _, is_service in chain)
        for _, row_id, _ in chain
    }


def _moments(mark: Mark) -> Iterator[int]:
    """Yield the stamp of a sighting, and where it ended if it was stamped too late."""
    ended_ms, played_ms, _, _, _, stamp_ms = mark
    yield ended_ms
    if stamp_ms is not None and ended_ms - played_ms - stamp_ms > REACH_MS:
        yield stamp_ms + played_ms


def _chains(
    moments: Iterable[tuple[int, int, bool]],
) -> Iterator[list[tuple[int, int, bool]]]:
    chain: list[tuple[int, int, bool]] = []
    for one in moments:
        if chain and one[0] - chain[-1][0] > REACH_MS:
            yield chain
            chain = []
        chain.append(one)
    yield chain
