"""The play at which loved tracks begin to be skipped, recomputed."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import accumulate
from math import comb, factorial

from tests.oracle.answers import Answer, Line, Table, is_silent, known, named
from tests.oracle.asking import TRACKS, Asked, Group, History, name_order
from tests.oracle.plays import Play
from tests.oracle.spans import Span


def fatigue(history: History, asked: Asked) -> Answer:
    if is_silent(history, asked):
        return {"fatigue": []}
    found = [_tired(history, asked, span) for span in asked.both]
    return {
        "fatigue": [
            _figures(loved, tired) if _is_known(history, asked, span) else _UNKNOWN
            for span, (loved, tired) in zip(asked.both, found, strict=True)
        ],
        "tired-tracks": found[0][1][: asked.limit],
    }


_UNKNOWN: Line = dict.fromkeys(("loved_tracks", "tired_tracks", "median_play"))


def _is_known(history: History, asked: Asked, span: Span) -> bool:
    """Return whether any play up to the end of a span has a known end."""
    return known(history.heard(asked, Span(since_ms=None, until_ms=span.until_ms))) > 0


def _figures(loved: int, tired: Table) -> Line:
    plays = sorted(int(str(line["from_play"])) for line in tired)
    median = plays[(len(plays) - 1) // 2] if plays else None
    return {"loved_tracks": loved, "tired_tracks": len(tired), "median_play": median}


def _tired(history: History, asked: Asked, span: Span) -> tuple[int, Table]:
    """Return how many tracks were loved at the end of a span, and those that tired in it."""
    groups = history.groups(asked, Span(since_ms=None, until_ms=span.until_ms), TRACKS)
    loved = [group for group in groups if known(group.plays) >= 20]
    loved.sort(key=lambda group: (-known(group.plays), name_order(group)))
    series = {group.key: _series(group) for group in loved[:200]}
    chances = {
        key: _chance(tuple(_skips(plays))) for key, plays in series.items() if _is_tested(plays)
    }
    limit = _limit(sorted(chances.values()))
    lines = []
    for group in loved[:200]:
        if chances.get(group.key, 2) <= limit:
            line = _line(group, series[group.key], chances[group.key])
            if line and span.holds(series[group.key][int(str(line["from_play"])) - 1].start_ms):
                lines.append((chances[group.key], name_order(group), line))
    lines.sort(key=lambda one: one[:2])
    return min(len(loved), 200), [line for _, _, line in lines]


def _series(group: Group) -> list[Play]:
    """Return the plays of a track from which a skip can be told, and of which the end is known."""
    return [
        play
        for play in group.plays
        if play.row.source == "spotify-extended" and play.verdict != "unknown"
    ]


def _skips(plays: Sequence[Play]) -> list[int]:
    return [int(play.verdict == "skipped") for play in plays]


def _is_tested(plays: Sequence[Play]) -> bool:
    return len(plays) >= 20 and 5 <= sum(_skips(plays)) < len(plays)


def _limit(chances: Sequence[Fraction]) -> Fraction:
    passing = [
        chance
        for rank, chance in enumerate(chances, 1)
        if chance <= Fraction(rank, 20 * len(chances))
    ]
    return max(passing, default=Fraction(-1))


@cache  # windows with one end share most of their tracks
def _chance(order: tuple[int, ...]) -> Fraction:
    """Return the share of all orders of these plays in which others are as far ahead of skips.

    A path has a step for each play; those that never reach the distance are counted.
    """
    skips, others = sum(order), len(order) - sum(order)
    ahead = [*accumulate((-others if is_skip else skips for is_skip in order), initial=0)]
    distance = max(ahead)
    if distance <= 0:
        return Fraction(1)
    paths = [1] * (skips + 1)
    for other in range(1, others + 1):
        for skip in range(skips + 1):
            is_below = other * skips - skip * others < distance
            paths[skip] = (paths[skip] + (paths[skip - 1] if skip else 0)) * is_below
    return 1 - Fraction(paths[skips], comb(len(order), skips))


def _line(group: Group, plays: Sequence[Play], chance: Fraction) -> Line | None:
    order = _skips(plays)
    weights: Mapping[int, Fraction] = {
        place: _likelihood(order[:place]) * _likelihood(order[place:])
        for place in range(10, len(order) - 4)
        if Fraction(sum(order[:place]), place) < Fraction(sum(order[place:]), len(order) - place)
    }
    if not weights:
        return None
    best = max(weights, key=lambda place: weights[place])
    whole = sum(weights.values())
    below = [(place, sum(ms for at, ms in weights.items() if at <= place)) for place in weights]
    return {
        **named(TRACKS, group),
        "from_play": best + 1,
        "from_play_low": min(place for place, part in below if 20 * part >= whole) + 1,
        "from_play_high": min(place for place, part in below if 20 * part >= 19 * whole) + 1,
        "from_day": plays[best].day,
        "rate_before": Fraction(sum(order[:best]), best),
        "rate_after": Fraction(sum(order[best:]), len(order) - best),
        "plays_known": len(order),
        "chance": chance,
    }


def _likelihood(order: Sequence[int]) -> Fraction:
    """Return the mean likelihood of these plays over all skip rates from 0 to 1."""
    skips, others = sum(order), len(order) - sum(order)
    return Fraction(factorial(skips) * factorial(others), factorial(len(order) + 1))
