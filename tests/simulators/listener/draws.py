"""Chance for the simulated listener, and for the service that shows it: seeded, never the clock."""

from bisect import bisect
from collections.abc import Mapping
from math import exp
from random import Random

Quantiles = tuple[tuple[float, float], ...]
"""A distribution as (share, value) pairs from share 0 to 1; values in between lie on a line."""


class Draws(Random):
    """`random.Random` with the draws that habits are told in."""

    def share(self, share: float) -> bool:
        """Return true in this share of all cases."""
        return self.random() < share

    def along(self, quantiles: Quantiles) -> float:
        """Return a value of the distribution."""
        at = self.random()
        upper = bisect(quantiles, at, key=lambda pair: pair[0])
        (low_share, low), (high_share, high) = quantiles[upper - 1], quantiles[upper]
        return low + (high - low) * (at - low_share) / (high_share - low_share)

    def weighted(self, weights: Mapping[str, float]) -> str:
        """Return one of the names, each as likely as its weight says."""
        return self.choices(tuple(weights), tuple(weights.values()))[0]

    def around(self, median: float, spread: float) -> float:
        """Return a lognormal value, given its median and the deviation of its log."""
        return median * exp(self.gauss(0.0, spread))

    def many(self, exponent: float, most: int) -> int:
        """Return a count from 1 with a heavy tail, so that P(count >= n) is n^-exponent."""
        return int(min(most, (1.0 - self.random()) ** (-1.0 / exponent)))
