"""What a run will know: rates of groups of years, from their own answers or assumed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.flows.enriching.coverage_forecast import (
    ASSUMED_FEATURES,
    ASSUMED_FEATURES_OF_NEW,
    ASSUMED_GENRES,
    YearForecast,
    forecast_coverage,
)
from musicanalyser.store.facts.years_known import KnownTime, YearKnown

NOTHING = KnownTime(known_ms=0, asked_ms=0)


def year(number: int, features: KnownTime = NOTHING, genres: KnownTime = NOTHING) -> YearKnown:
    return YearKnown(year=number, heard_ms=1000, features=features, genres=genres)


def forecast(*years: YearKnown) -> list[YearForecast]:
    return list(forecast_coverage(years, this_year=2026))


def test_years_come_in_four_groups_without_those_that_were_not_heard() -> None:
    found = forecast(*map(year, (1955, 2016, 2017, 2024, 2025, 2026, 2027)))
    assert [(one.years, one.heard_ms) for one in found] == [
        ("2026", 2000), ("2025", 1000), ("2017 to 2024", 2000), ("before 2017", 2000),
    ]  # fmt: skip
    assert [one.years for one in forecast(year(2025))] == ["2025"]


def test_before_a_service_was_asked_the_rate_is_assumed() -> None:
    new, old = forecast(year(2026), year(1999))
    assert (new.features, new.features_after) == (0, ASSUMED_FEATURES_OF_NEW)
    assert (old.features_after, old.genres_after) == (ASSUMED_FEATURES, ASSUMED_GENRES)


def test_a_group_that_was_asked_has_its_own_rate_and_another_that_of_all() -> None:
    some = KnownTime(known_ms=100, asked_ms=500)
    new, old = forecast(year(2026, some), year(1999))
    assert new.features == 0.1
    assert new.features_after == pytest.approx(0.2)
    assert old.features_after == pytest.approx(0.2)


def test_what_was_asked_is_not_asked_again() -> None:
    (only,) = forecast(year(1999, KnownTime(known_ms=400, asked_ms=1000)))
    assert (only.features, only.features_after) == (0.4, 0.4)


TIMES = st.tuples(st.integers(0, 1000), st.integers(0, 1000)).map(
    lambda two: KnownTime(known_ms=min(two), asked_ms=max(two))
)


@given(st.lists(st.builds(year, st.integers(1900, 2027), TIMES, TIMES), max_size=8))
def test_a_run_never_loses_anything_and_never_knows_more_than_all(years: list[YearKnown]) -> None:
    for one in forecast(*years):
        assert 0 <= one.features <= one.features_after <= 1 + 1e-9
        assert 0 <= one.genres <= one.genres_after <= 1 + 1e-9
