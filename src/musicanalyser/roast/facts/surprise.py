"""How surprising a figure is: the one scale on which facts are ranked.

0 is as expected, 2 is worth telling, and `MAX_SURPRISE` is the maximum.

- The distance from **ordinary listeners** is measured in their spreads, from the middle: for a
  share on the logit scale, for a size in doublings, each worth 2. What is less than ordinary is
  worth nothing, unless the kind is about little.
- The distance from the **listener's own past** is measured in standard errors for a share, and in
  doublings for a size. Plays come in sessions and depend on each other, so a window counts as at
  most `MAX_INDEPENDENT_PLAYS` plays. It is worth at most `MAX_FROM_PAST`: who somebody is comes
  before what has changed.
"""

from dataclasses import dataclass
from math import log, log2, sqrt
from typing import NamedTuple

from musicanalyser.roast.facts.report_values import UnknownError

MAX_SURPRISE = 6.0
MAX_FROM_PAST = 4.0
MAX_INDEPENDENT_PLAYS = 200
_DOUBLING = 2.0
_STANDARD_ERROR = 0.75
_LEAST_SHARE = 0.002
"""Nearer to 0 or 1 a share is not more extreme: nobody counts so exactly."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share from 0 to 1, and the number of plays, tracks or days that it is a share of."""

    value: float
    whole: float

    @classmethod
    def of(cls, part: float, whole: float) -> "Proportion":
        """Return part of a whole; raise `UnknownError` if the whole is 0 or smaller than it."""
        if not 0 <= part <= whole or not whole:
            raise UnknownError("share")
        return cls(part / whole, whole)


class OrdinaryShare(NamedTuple):
    """The share of ordinary listeners and its spread on the logit scale."""

    middle: float
    spread: float
    is_low: bool = False
    """Whether little of it is the news."""

    def distance(self, value: float) -> float:
        """Return how far a share is beyond the middle."""
        away = (_logit(value) - _logit(self.middle)) / self.spread
        return min(MAX_SURPRISE, max(0.0, -away if self.is_low else away))


class OrdinarySize(NamedTuple):
    """The size of ordinary listeners, in the unit of the kind."""

    middle: float
    is_low: bool = False

    def distance(self, value: float) -> float:
        """Return how far a size is beyond the middle."""
        if value <= 0:
            return MAX_SURPRISE if self.is_low else 0.0
        away = _DOUBLING * (log2(value) - log2(self.middle))
        return min(MAX_SURPRISE, max(0.0, -away if self.is_low else away))


def compare_shares(now: Proportion, past: Proportion) -> float:
    """Return how far a share is from another one."""
    # Laplace's rule of succession: a past share of 0 or 1 still allows for the other outcome.
    usual = (past.value * past.whole + 1) / (past.whole + 2)
    standard_error = sqrt(
        usual
        * (1 - usual)
        * (1 / max(now.whole, 1) + 1 / (past.whole + 2) + 1 / MAX_INDEPENDENT_PLAYS)
    )
    return min(MAX_FROM_PAST, _STANDARD_ERROR * abs(now.value - past.value) / standard_error)


def compare_sizes(now: float, past: float) -> float:
    """Return how far a size has moved from another one."""
    if now <= 0 or past <= 0:
        return 0.0
    return min(MAX_FROM_PAST, _DOUBLING * abs(log2(now) - log2(past)))


def _logit(share: float) -> float:
    inside = min(max(share, _LEAST_SHARE), 1 - _LEAST_SHARE)
    return log(inside / (1 - inside))
