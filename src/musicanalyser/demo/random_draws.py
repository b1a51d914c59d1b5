"""Chance that falls the same way on every Python: all of it rests on ``Random.random`` alone."""

from bisect import bisect
from collections.abc import Sequence
from hashlib import blake2b
from random import Random
from typing import TypeVar

T = TypeVar("T")

Quantiles = tuple[tuple[float, float], ...]
"""A distribution as (share, value) pairs from share 0 to 1; values in between lie on a line."""


class Chance:
    """A stream of draws that depends on nothing but its keys."""

    __slots__ = ("_next",)

    def __init__(self, *keys: str | int) -> None:
        digest = blake2b(ascii(keys).encode(), digest_size=16).digest()
        # The listener is invented; nothing here guards a secret.
        self._next = Random(int.from_bytes(digest, "big")).random  # noqa: S311 - as said above

    def share(self, share: float) -> bool:
        """Return true in this share of all cases."""
        return self._next() < share

    def between(self, low: float, high: float) -> float:
        """Return a number of ``[low, high)``, each as likely as the others."""
        return low + (high - low) * self._next()

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices, each as likely as the others."""
        return choices[int(self._next() * len(choices))]

    def weighted(self, choices: Sequence[T], cumulative: Sequence[float]) -> T:
        """Return one of the choices; ``cumulative`` holds the running sums of their weights."""
        at = bisect(cumulative, self._next() * cumulative[-1])
        return choices[min(at, len(choices) - 1)]

    def along(self, quantiles: Quantiles) -> float:
        """Return a value of the distribution."""
        share = self._next()
        low_share, low = quantiles[0]
        for high_share, high in quantiles:
            if share < high_share:
                return low + (high - low) * (share - low_share) / (high_share - low_share)
            low_share, low = high_share, high
        return low
