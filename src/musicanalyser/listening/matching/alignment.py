"""Pairs the elements of two sequences in order of time."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

_Score = tuple[int, float]
"""Minus the number of pairs, and their total cost: the lowest is the best."""


def pair_in_order(
    one: Sequence[T],
    other: Sequence[T],
    *,
    moment_ms: Callable[[T], int],
    reach_ms: int,
    cost: Callable[[T, T], float | None],
) -> list[tuple[int, int]]:
    """Return the pairs of two sequences: as many as possible, and of these the cheapest set.

    A pair is a place in ``one`` and a place in ``other``; both ascend. Each element is used at most
    once and no two pairs cross (the alignment of Needleman and Wunsch, 1970, without substitution).
    Both sequences are in order of ``moment_ms``. ``cost`` is ``None`` for elements that cannot be
    paired. It is only asked for elements within ``reach_ms``, so the work grows with the number of
    neighbours.
    """
    moments_ms = [moment_ms(element) for element in other]
    table = _Table()
    for element in one:
        at_ms = moment_ms(element)
        low = bisect_left(moments_ms, at_ms - reach_ms)
        high = bisect_right(moments_ms, at_ms + reach_ms)
        table.add(low, [cost(element, other[place]) for place in range(low, high)])
    return table.walk(len(one), len(other))


class _Table:
    """The best score for each number of first elements of both sequences, where it can differ.

    Line ``i`` holds the scores of the first ``i`` elements of the first sequence with the first
    ``low`` to ``high`` of the second. With more of the second, the score is that of ``high``. Fewer
    are never asked for, as ``low`` never falls from line to line.
    """

    def __init__(self) -> None:
        self._lines: list[tuple[int, list[_Score]]] = [(0, [(0, 0.0)])]

    def add(self, low: int, costs: Sequence[float | None]) -> None:
        """Add an element of the first sequence that can be paired from place ``low`` on."""
        before = len(self._lines) - 1
        scores = [self._score(before, low)]
        for place, cost in enumerate(costs, start=low):
            best = min(scores[-1], self._score(before, place + 1))
            if cost is not None:
                count, total = self._score(before, place)
                best = min(best, (count - 1, total + cost))
            scores.append(best)
        self._lines.append((low, scores))

    def walk(self, i: int, j: int) -> list[tuple[int, int]]:
        """Return the pairs that lead to the best score."""
        found = []
        while i:
            low, scores = self._lines[i]
            j = min(j, low + len(scores) - 1)
            if j <= low or scores[j - low] == self._score(i - 1, j):
                i -= 1
            elif scores[j - low] == scores[j - low - 1]:
                j -= 1
            else:
                i, j = i - 1, j - 1
                found.append((i, j))
        return found[::-1]

    def _score(self, i: int, j: int) -> _Score:
        low, scores = self._lines[i]
        return scores[min(j - low, len(scores) - 1)]
