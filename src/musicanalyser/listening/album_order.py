"""The order of an album's songs, as far as the order in which they were played tells it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

LEAST_AGREEMENT = 0.8
"""An order holds if so much of what was played follows it; shuffled plays do not."""


class AlbumOrder(NamedTuple):
    """Songs in their order, and which share of the pairs that were played followed it."""

    songs: tuple[int, ...]
    agreement: float | None
    """``None`` if no two songs were played in a row."""

    @property
    def is_known(self) -> bool:
        """Whether the plays agree on the order."""
        return self.agreement is not None and self.agreement >= LEAST_AGREEMENT


def infer_order(sittings: Iterable[Sequence[int]]) -> AlbumOrder:
    """Return the order of the songs of an album, from runs of songs that were played in a row.

    A song stands before another if it came first in most of the runs that hold both. Where that
    leads round in a circle, the song comes next that the fewest plays put later.
    """
    before: Counter[tuple[int, int]] = Counter()
    songs: dict[int, None] = {}
    for sitting in sittings:
        firsts = tuple(dict.fromkeys(sitting))
        songs.update(dict.fromkeys(firsts))
        before.update(combinations(firsts, 2))
    placed = tuple(_place(songs, before))
    along = sum(before[pair] for pair in combinations(placed, 2))
    whole = sum(before.values())
    return AlbumOrder(placed, along / whole if whole else None)


def _place(songs: Iterable[int], before: Counter[tuple[int, int]]) -> Iterator[int]:
    """Yield each song when the fewest plays still put another one before it."""
    ahead = dict.fromkeys(songs, 0)
    behind = defaultdict[int, list[tuple[int, int]]](list)
    for (first, second), plays in before.items():
        if (more := plays - before.get((second, first), 0)) > 0:
            ahead[second] += more
            behind[first].append((second, more))
    while ahead:
        song = min(ahead, key=lambda one: ahead[one])
        yield song
        del ahead[song]
        for other, more in behind[song]:
            if other in ahead:
                ahead[other] -= more
