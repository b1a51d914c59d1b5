from datetime import date
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.timespan import start_of_day, to_ms
from musicanalyser.timespan.local_clock import LocalClock, day_number, numbered_day

ZONES = ["Europe/Berlin", "America/Havana", "Asia/Kathmandu", "Pacific/Apia", "Australia/Lord_Howe"]
DAYS = st.dates(date(2005, 1, 1), date(2040, 1, 1)).map(day_number)


@given(DAYS, st.integers(0, 23), st.sampled_from(ZONES))
def test_the_first_moment_of_an_hour_is_the_first(day: int, hour: int, zone: str) -> None:
    clock = LocalClock(ZoneInfo(zone))
    first_ms = clock.first_ms(day, hour)
    assert clock.day_and_hour(first_ms) >= (day, hour)
    assert clock.day_and_hour(first_ms - 1) < (day, hour)


@given(DAYS, st.sampled_from(ZONES))
def test_a_day_starts_where_windows_start(day: int, zone: str) -> None:
    clock = LocalClock(ZoneInfo(zone))
    assert clock.first_ms(day) == to_ms(start_of_day(numbered_day(day), ZoneInfo(zone)))
