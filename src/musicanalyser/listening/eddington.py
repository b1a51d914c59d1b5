"""The Eddington number, after the cyclist Arthur Eddington: n days of at least n plays.

https://en.wikipedia.org/wiki/Arthur_Eddington#Eddington_number_for_cycling
"""

from collections.abc import Collection, Iterable


def eddington_number(counts: Iterable[int]) -> int:
    """Return the greatest n such that n of the counts are at least n."""
    greatest_first = sorted(counts, reverse=True)
    return sum(count >= place for place, count in enumerate(greatest_first, 1))


def missing_for_next(counts: Collection[int]) -> int:
    """Return how many more counts of at least n + 1 would raise the Eddington number n."""
    following = eddington_number(counts) + 1
    return following - sum(count >= following for count in counts)
