"""What a window refuses; that windows are right is judged in ``tests/oracle/test_windows.py``."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.errors import UsageError
from musicanalyser.timespan import at_local_time, everything
from musicanalyser.timespan.parsing import parse_as_of, parse_length, parse_period, parse_range

ZONE = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 6, 30, 12, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "0d", "d", "-3d", "3m", "9999y", "99999d", "1.5d", "٣d"])
def test_a_length_that_is_none_or_too_long_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_length(text, now=NOW, zone=ZONE)


@pytest.mark.parametrize("text", ["", "25", "0001", "2025-13", "2025-02-30", "2025-3", "9999"])
def test_a_period_that_is_none_or_too_far_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_period(text, now=NOW, zone=ZONE)


@pytest.mark.parametrize("text", ["", "yesterday", "0500-01-03", "9999-12-31", "2025-01-01T99"])
def test_a_date_that_is_none_or_too_far_is_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_range(text, None, now=NOW, zone=ZONE)


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(UsageError, match="ends before it begins"):
        parse_range("2025-02-01", "2025-01-01", now=NOW, zone=ZONE)


@pytest.mark.parametrize("since", ["1900-01-01", "2026-06-29T23:59+02:00"])
def test_every_window_with_a_start_has_one_before_it(since: str) -> None:
    before = parse_range(since, None, now=NOW, zone=ZONE).previous()
    assert before is not None
    assert before.until_ms > before.since_ms


def test_all_of_the_history_has_none_before_it() -> None:
    assert everything(now=NOW, zone=ZONE).previous() is None


ZONES = ["Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Tokyo"]


@given(st.sampled_from(ZONES), st.datetimes(datetime(2008, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001 - wall times
def test_a_local_time_is_the_first_moment_at_which_clocks_show_it_or_later(
    name: str, wall: datetime
) -> None:
    zone = ZoneInfo(name)
    found = at_local_time(wall, zone)
    just_before = found.astimezone(UTC) - timedelta(microseconds=1)
    assert found.replace(tzinfo=None) >= wall
    assert just_before.astimezone(zone).replace(tzinfo=None) < wall


@pytest.mark.parametrize("text", ["2026-03-29T02:00", "2026-03-29T02:30", "2026-03-29T02:59:59.5"])
def test_a_window_from_a_time_that_clocks_skip_begins_when_they_change(text: str) -> None:
    window = parse_range(text, None, now=NOW, zone=ZONE)
    assert window.since == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert parse_as_of(text, ZONE) == datetime(2026, 3, 29, 1, tzinfo=UTC)


@pytest.mark.parametrize("text", ["0001-01-01", "1899-12-31", "2200-01-01T00:00", "9999-12-31"])
def test_a_clock_cannot_be_stopped_at_the_ends_of_time(text: str) -> None:
    with pytest.raises(UsageError, match="is not a date"):
        parse_as_of(text, ZONE)
