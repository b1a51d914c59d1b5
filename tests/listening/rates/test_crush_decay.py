import random
from collections import Counter
from math import exp, log
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.peaks import WEEK_DAYS, find_peak
from musicanalyser.listening.rates.crush_decay import (
    DAYS,
    LEAST_PEAK_PLAYS,
    SHORTEST_DAYS,
    Decay,
    decay_of,
    median_half_life,
)

EVERY_DAY = range(DAYS)
PLAYS = st.dictionaries(st.integers(0, DAYS - 1), st.integers(1, 9), min_size=5)
KNOWN = st.sets(st.integers(0, DAYS - 1), min_size=DAYS - 20)


def crush(half_life: float, *, of: float, rng: random.Random, days: int = 200) -> dict[int, int]:
    """Return the plays of each day of a crush that begins with so many a day."""
    plays = {day: _poisson(of * 0.5 ** (day / half_life), rng) for day in range(days)}
    return {day: count for day, count in plays.items() if count}


def _poisson(expected: float, rng: random.Random) -> int:
    product, count = rng.random(), 0
    while product > exp(-expected):
        product, count = product * rng.random(), count + 1
    return count


def from_the_peak(plays: dict[int, int]) -> dict[int, int]:
    first = find_peak(plays).week_first
    return {day - first: count for day, count in plays.items()}


def likelihood(plays: dict[int, int], known: set[int], half_life: float) -> float:
    """Return the logarithm of the likelihood as the module defines it, term by term."""
    rate = 0.5 ** (1 / half_life)
    days = known | plays.keys()
    week = sum(rate**day for day in days if day < WEEK_DAYS)
    whole = sum(rate**day for day in days)
    of_week = sum(count for day, count in plays.items() if day < WEEK_DAYS)
    later = sum(day * count for day, count in plays.items() if day >= WEEK_DAYS)
    return of_week * log(week) + later * log(rate) - sum(plays.values()) * log(whole)


@pytest.mark.parametrize("half_life", [4, 11, 25])
def test_a_planted_half_life_is_found(half_life: float) -> None:
    rng = random.Random(20)  # noqa: S311 - no secret
    found = [
        decay.half_life_days
        for _ in range(40)
        if (decay := decay_of(from_the_peak(crush(half_life, of=8, rng=rng)), EVERY_DAY))
        if decay.half_life_days is not None
    ]
    assert len(found) == 40
    assert mean(found) == pytest.approx(half_life, rel=0.15)


@pytest.mark.parametrize("unknown", [range(14, 35), range(36, DAYS), range(3, 6)])
def test_days_that_are_not_known_do_not_bend_it(unknown: range) -> None:
    rng = random.Random(21)  # noqa: S311 - no secret
    found = []
    for _ in range(60):
        plays = from_the_peak(crush(11, of=8, rng=rng))
        seen = {day: count for day, count in plays.items() if day not in unknown}
        decay = decay_of(seen, set(EVERY_DAY) - set(unknown))
        found.append(decay.half_life_days or DAYS if decay else DAYS)
    assert median_of(found) == pytest.approx(11, abs=2)


def median_of(values: list[float]) -> float:
    return sorted(values)[len(values) // 2]


@given(PLAYS, KNOWN)
def test_no_other_half_life_is_likelier(plays: dict[int, int], known: set[int]) -> None:
    decay = decay_of(plays, known)
    if decay is None or decay.half_life_days is None:
        return
    best = likelihood(plays, known, decay.half_life_days)
    for near in (decay.half_life_days * 1.01, decay.half_life_days * 0.99):
        if near >= SHORTEST_DAYS:
            assert likelihood(plays, known, near) <= best + 1e-9


def test_plays_that_stay_as_many_have_no_half_life() -> None:
    steady = dict.fromkeys(EVERY_DAY, 2)
    assert decay_of(steady, EVERY_DAY) == Decay(
        week_plays=14, later_plays=112, known_days=56, half_life_days=None
    )


def test_a_crush_that_ends_with_its_peak_has_the_shortest_half_life() -> None:
    decay = decay_of({0: 50}, EVERY_DAY)
    assert decay is not None
    assert decay.half_life_days == SHORTEST_DAYS


def test_plays_that_halve_every_week_have_a_half_life_of_seven_days() -> None:
    plays = {day: round(2**20 * 0.5 ** (day / 7)) for day in EVERY_DAY}
    decay = decay_of(plays, EVERY_DAY)
    assert decay is not None
    assert decay.half_life_days == pytest.approx(7, rel=1e-3)


def test_a_small_peak_and_a_short_time_are_not_followed() -> None:
    few, enough = {0: LEAST_PEAK_PLAYS - 1}, {0: LEAST_PEAK_PLAYS}
    assert decay_of(few, EVERY_DAY) is None
    assert decay_of(enough, range(WEEK_DAYS + 27)) is None
    assert decay_of(enough, range(WEEK_DAYS + 28)) is not None


def test_of_two_middle_half_lives_the_median_is_the_lower() -> None:
    assert median_half_life([]) is None
    assert median_half_life(_lasting(9, 4, None, 7)) == 7
    assert median_half_life(_lasting(9, None, None)) is None


def _lasting(*half_lives: float | None) -> list[Decay]:
    return [
        Decay(week_plays=10, later_plays=9, known_days=56, half_life_days=one) for one in half_lives
    ]


@given(PLAYS, KNOWN)
def test_no_play_is_lost(plays: dict[int, int], known: set[int]) -> None:
    decay = decay_of(plays, known)
    if decay is not None:
        assert decay.week_plays + decay.later_plays == Counter(plays).total()
