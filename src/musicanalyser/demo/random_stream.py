"""Random numbers that are the same on every Python, as all derive from ``Random.random``."""

from bisect import bisect
from collections.abc import Sequence
from hashlib import blake2b
from random import Random
from typing import TypeVar

T = TypeVar("T")

Quantiles = tuple[tuple[float, float], ...]
"""A distribution as (share, value) pairs from share 0 to 1, linear between two pairs."""


class RandomStream:
    """Random draws that depend only on the keys, so changing a key changes the invented history."""

    __slots__ = ("_next",)

    def __init__(self, *keys: str | int) -> None:
        digest = blake2b(ascii(keys).encode(), digest_size=16).digest()
        self._next = Random(int.from_bytes(digest, "big")).random  # noqa: S311 - no secret depends on it

    def happens(self, probability: float) -> bool:
        """Return true with a probability."""
        return self._next() < probability

    def uniform(self, low: float, high: float) -> float:
        """Return a number from ``[low, high)``, all equally likely."""
        return low + (high - low) * self._next()

    def choice(self, choices: Sequence[T]) -> T:
        """Return one of the choices, all equally likely."""
        return choices[int(self._next() * len(choices))]

    def weighted_choice(self, choices: Sequence[T], cumulative: Sequence[float]) -> T:
        """Return one of the choices; ``cumulative`` holds the running sums of their weights."""
        at = bisect(cumulative, self._next() * cumulative[-1])
        return choices[min(at, len(choices) - 1)]

    def sample(self, quantiles: Quantiles) -> float:
        """Return a value from the distribution."""
        share = self._next()
        low_share, low = quantiles[0]
        for high_share, high in quantiles:
            if share < high_share:
                return low + (high - low) * (share - low_share) / (high_share - low_share)
            low_share, low = high_share, high
        return low
