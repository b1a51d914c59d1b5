from collections.abc import Sequence
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from musicanalyser.listening.matching.alignment import pair_in_order

REACH_MS = 20
FAR_MS = 12
"""Elements further apart cannot be paired, though they are within the reach."""

Element = tuple[int, int]
"""A moment and a length."""
ELEMENTS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 4)), max_size=6).map(sorted)


def cost(one: Element, other: Element) -> float | None:
    """Return how badly two elements agree; lengths that differ too much never do."""
    apart, longer = abs(one[0] - other[0]), abs(one[1] - other[1])
    return None if apart > FAR_MS or longer > 2 else apart + longer


def paired(one: Sequence[Element], other: Sequence[Element]) -> list[tuple[int, int]]:
    return pair_in_order(
        one, other, moment_ms=lambda element: element[0], reach_ms=REACH_MS, cost=cost
    )


def score(
    found: Sequence[tuple[int, int]], one: Sequence[Element], other: Sequence[Element]
) -> tuple[int, float]:
    """Return minus the number of pairs, and their cost."""
    prices = [cost(one[i], other[j]) for i, j in found]
    return -len(found), sum(price for price in prices if price is not None)


def best_score(one: Sequence[Element], other: Sequence[Element]) -> tuple[int, float]:
    """Return the best score there is, found by trying everything."""
    possible = [
        (i, j)
        for i in range(len(one))
        for j in range(len(other))
        if cost(one[i], other[j]) is not None
    ]
    best = (0, 0.0)
    for count in range(1, min(len(one), len(other)) + 1):
        for chosen in combinations(possible, count):
            if all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(chosen)):
                best = min(best, score(chosen, one, other))
    return best


@given(ELEMENTS, ELEMENTS)
def test_pairs_are_one_to_one_and_keep_the_order(one: list[Element], other: list[Element]) -> None:
    found = paired(one, other)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))
    assert all(cost(one[i], other[j]) is not None for i, j in found)


@settings(deadline=None)
@given(ELEMENTS.map(lambda all_: all_[:4]), ELEMENTS.map(lambda all_: all_[:5]))
def test_no_other_pairing_has_more_pairs_or_as_many_at_less_cost(
    one: list[Element], other: list[Element]
) -> None:
    assert score(paired(one, other), one, other) == best_score(one, other)


@given(ELEMENTS, ELEMENTS)
def test_both_sequences_are_treated_alike(one: list[Element], other: list[Element]) -> None:
    there, back = paired(one, other), paired(other, one)
    assert score(there, one, other) == score(back, other, one)


def test_no_other_pairing_of_three_and_three_is_better() -> None:
    triples = [[(at, 0) for at in triple] for triple in combinations(range(0, 56, 8), 3)]
    for one in triples:
        for other in triples:
            assert score(paired(one, other), one, other) == best_score(one, other)


def test_the_work_grows_with_the_neighbours_not_with_the_square() -> None:
    long = [(60 * place, 0) for place in range(20_000)]
    calls = 0

    def counted(one: Element, other: Element) -> float | None:
        nonlocal calls
        calls += 1
        return cost(one, other)

    found = pair_in_order(long, long, moment_ms=lambda one: one[0], reach_ms=REACH_MS, cost=counted)
    assert found == [(place, place) for place in range(len(long))]
    assert calls == len(long)
