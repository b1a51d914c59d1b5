"""What a window refuses; that windows are right is judged in ``tests/oracle/test_windows.py``."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from musicanalyser.errors import UsageError
from musicanalyser.timespan import everything
from musicanalyser.timespan.parsing import parse_length, parse_period, parse_range

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
