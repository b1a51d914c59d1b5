"""How surprising a figure is: the one scale on which facts are ranked.

0 is as expected, 3 hardly ever happens by chance, 6 is the maximum.

- A **share** is compared with the listener's own past in standard errors. Plays come in sessions
  and depend on each other, so a window counts as at most `MAX_INDEPENDENT_PLAYS` plays.
- A **size**, such as a duration, is compared with the listener's own past. Each doubling or halving
  is worth 3.
- Without a past, a share or a size is compared with an ordinary listener. That says less about a
  person: a doubling is worth 2, less than the ordinary is worth nothing, and the maximum is 4.
- A **contradiction**, such as a favourite that is mostly skipped, is worth `CONTRADICTION_BONUS`
  more.
"""

from dataclasses import dataclass
from math import log2, sqrt
from typing import NamedTuple

from musicanalyser.roast.facts.report_values import UnknownError

MAX_SURPRISE = 6.0
MAX_SURPRISE_WITHOUT_PAST = 4.0
MAX_INDEPENDENT_PLAYS = 200
CONTRADICTION_BONUS = 1.0
_PAST_DOUBLING = 3.0
_ORDINARY_DOUBLING = 2.0


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


class Size(NamedTuple):
    """A mean or a median, and the number of values it is computed from."""

    value: float
    whole: float


def compare_shares(now: Proportion, past: Proportion) -> float:
    """Return how far a share is from another, in standard errors of their difference."""
    # Laplace's rule of succession: a past share of 0 or 1 still allows for the other outcome.
    usual = (past.value * past.whole + 1) / (past.whole + 2)
    standard_error = sqrt(
        usual
        * (1 - usual)
        * (1 / max(now.whole, 1) + 1 / (past.whole + 2) + 1 / MAX_INDEPENDENT_PLAYS)
    )
    return min(MAX_SURPRISE, abs(now.value - past.value) / standard_error)


def compare_sizes(now: float, past: float) -> float:
    """Return how far a size has moved from another, measured in doublings or halvings."""
    if now <= 0 or past <= 0:
        return 0.0
    return min(MAX_SURPRISE, _PAST_DOUBLING * abs(log2(now) - log2(past)))


def compare_with_ordinary(value: float, ordinary: float) -> float:
    """Return how far a value exceeds the ordinary one, measured in doublings."""
    if value <= 0:
        return 0.0
    doublings = log2(value) - log2(ordinary)
    return min(MAX_SURPRISE_WITHOUT_PAST, max(0.0, _ORDINARY_DOUBLING * doublings))
