import pytest

from musicanalyser.timespan.iana_tables import (
    country_names,
    only_zone,
    show_the_same,
    zones_of_country,
)


@pytest.mark.parametrize(
    ("code", "zone"), [("JP", "Asia/Tokyo"), ("AT", "Europe/Vienna"), ("IN", "Asia/Kolkata")]
)
def test_a_country_with_one_zone_has_it(code: str, zone: str) -> None:
    assert only_zone(code) == zone


@pytest.mark.parametrize("code", ["US", "CA", "BR", "RU", "AU", "MX", "ID", "ES", "PT", "NZ", "CL"])
def test_a_country_whose_zones_differ_is_never_guessed(code: str) -> None:
    assert len(zones_of_country(code)) > 1
    assert only_zone(code) is None


def test_zones_of_a_country_that_have_always_agreed_are_one() -> None:
    assert len(zones_of_country("DE")) == 2
    assert only_zone("DE") == "Europe/Berlin"


@pytest.mark.parametrize("code", ["ZZ", "", "XK", "jp"])
def test_an_unknown_country_has_none(code: str) -> None:
    assert (zones_of_country(code), only_zone(code)) == ((), None)


def test_zones_that_differ_for_some_hours_of_a_year_differ() -> None:
    assert show_the_same("Europe/Vienna", "Europe/Berlin")
    assert not show_the_same("Europe/Vienna", "Africa/Tunis")
    assert not show_the_same("America/New_York", "America/Havana")


def test_every_country_has_a_name() -> None:
    assert country_names()["JP"] == "Japan"
    assert len(country_names()) > 240
