"""How fast a crush fades: the half-life of plays from the peak week on, by maximum likelihood.

Days are counted from the first of the peak week. If the expected plays of a day t are A r^t, then
n plays, of which p in the peak week, have the likelihood S(peak)^p r^(sum of the later days) / S^n:
S is the sum of r^t over the observed days. A is left out, and days that nobody observed take no
part: neither gaps nor the end of what is known bend the result.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from musicanalyser.listening.peaks import WEEK_DAYS

FOLLOWED_DAYS = 8 * WEEK_DAYS
"""The days after the peak week in which the plays of a crush are followed."""
DAYS = WEEK_DAYS + FOLLOWED_DAYS
LEAST_PEAK_PLAYS = 10
"""A crush with fewer plays in its peak week is too small to be followed."""
LEAST_KNOWN_DAYS = FOLLOWED_DAYS // 2
"""Of the days after the peak week at least this many must be known."""
SHORTEST_DAYS = 0.5
"""A shorter half-life cannot be told from days."""
_HALVINGS = 45

_Run = tuple[int, int]
"""Observed days in a row: the first, and the one after the last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decay:
    """How a crush went on after its peak week."""

    week_plays: int
    later_plays: int
    known_days: int
    """How many of the followed days are known."""
    half_life_days: float | None
    """``None`` if the plays do not fade, or take longer to halve than they are followed."""


def decay_of(plays: Mapping[int, int], known: Collection[int]) -> Decay | None:
    """Return how a crush faded; ``None`` if its peak is too small, or too little is known.

    ``plays`` and ``known`` are by the days since the first of the peak week. A day with a play is
    known.
    """
    days = sorted({day for day in (*known, *plays) if 0 <= day < DAYS})
    peak, later = _runs([d for d in days if d < WEEK_DAYS]), [d for d in days if d >= WEEK_DAYS]
    week_plays = sum(plays.get(day, 0) for day in range(WEEK_DAYS))
    if week_plays < LEAST_PEAK_PLAYS or len(later) < LEAST_KNOWN_DAYS:
        return None
    later_plays = sum(plays.get(day, 0) for day in later)
    later_days = sum(day * plays.get(day, 0) for day in later)
    every = [*peak, *_runs(later)]

    def is_slower(half_life: float) -> bool:
        """Whether the likelihood still grows with the half-life."""
        rate = 0.5 ** (1 / half_life)
        observed = week_plays * _mean_day(peak, rate) + later_days
        return observed > (week_plays + later_plays) * _mean_day(every, rate)

    return Decay(
        week_plays=week_plays,
        later_plays=later_plays,
        known_days=len(later),
        half_life_days=_root(is_slower),
    )


def median_half_life(decays: Collection[Decay]) -> float | None:
    """Return the lower median; crushes that do not fade last longer than all others.

    It is ``None`` without crushes, or if it is one that does not fade.
    """
    if not decays:
        return None
    order = sorted((one.half_life_days for one in decays), key=lambda days: days or DAYS)
    return order[(len(order) - 1) // 2]


def _runs(days: Collection[int]) -> list[_Run]:
    runs: list[_Run] = []
    for day in days:
        if runs and runs[-1][1] == day:
            runs[-1] = (runs[-1][0], day + 1)
        else:
            runs.append((day, day + 1))
    return runs


def _mean_day(runs: Collection[_Run], rate: float) -> float:
    """Return the mean of the days, each weighing ``rate`` to its power."""
    sums = [_geometric(run, rate) for run in runs]
    return sum(moment for _, moment in sums) / sum(weight for weight, _ in sums)


def _geometric(run: _Run, rate: float) -> tuple[float, float]:
    """Return the sum of rate^t over the days t of a run, and that of t rate^t."""
    first, after = rate ** run[0], rate ** run[1]
    rest = 1 - rate
    whole = (first - after) / rest
    return whole, (run[0] * first - run[1] * after + rate * whole) / rest


def _root(is_slower: Callable[[float], bool]) -> float | None:
    """Return the half-life at which the likelihood is greatest; ``None`` if it is too long."""
    low, high = SHORTEST_DAYS, float(FOLLOWED_DAYS)
    if is_slower(high):
        return None
    if not is_slower(low):
        return low
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if is_slower(middle) else (low, middle)
    return high
