from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.timespan.trips import parse_trips, trip_zones
from musicanalyser.units import HOUR_MS

DAYS = st.dates(date(2010, 1, 1), date(2035, 1, 1))
ZONES = ["Asia/Tokyo", "Pacific/Kiritimati", "America/Denver", "Pacific/Pago_Pago"]


def test_a_trip_is_its_first_day_its_last_day_and_a_zone() -> None:
    (trip,) = parse_trips(" 2025-04-16/2025-04-30  Asia/Tokyo ")
    assert (trip.first, trip.last) == (date(2025, 4, 16), date(2025, 4, 30))
    assert str(trip) == "2025-04-16/2025-04-30 Asia/Tokyo"
    assert trip.until_ms - trip.since_ms == 15 * 24 * HOUR_MS


def test_trips_are_in_order_and_an_empty_text_has_none() -> None:
    text = "2025-08-01/2025-08-02 Asia/Tokyo, 2025-04-16/2025-04-16 America/Denver,"
    assert [trip.zone for trip in parse_trips(text)] == ["America/Denver", "Asia/Tokyo"]
    assert parse_trips("") == ()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2025-04-16 Asia/Tokyo", "Use days and a zone"),
        ("2025-04-16/2025-04-30", "Use days and a zone"),
        ("2025-04-31/2025-05-30 Asia/Tokyo", "names no day or no time zone"),
        ("2025-04-16/2025-04-30 Asia/Nowhere", "names no day or no time zone"),
        ("2025-04-30/2025-04-16 Asia/Tokyo", "ends before it begins"),
        ("2025-04-01/2025-04-09 Asia/Tokyo, 2025-04-09/2025-04-10 Asia/Seoul", "overlap"),
    ],
)
def test_what_is_no_trip_is_refused_with_a_reason(text: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        parse_trips(text)


@given(st.lists(DAYS, min_size=2, max_size=8, unique=True).map(sorted), st.data())
def test_trips_that_follow_each_other_never_overlap(days: list[date], data: st.DataObject) -> None:
    pairs = list(zip(days[::2], days[1::2], strict=False))
    texts = [f"{one}/{other} {data.draw(st.sampled_from(ZONES))}" for one, other in pairs]
    spans = [*trip_zones(parse_trips(", ".join(texts)))]
    assert len(spans) == len(pairs)
    assert all(until_ms <= since_ms for (_, until_ms, _), (since_ms, _, _) in pairwise(spans))
