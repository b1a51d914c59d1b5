from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.net.retry_after import LONGEST_DELAY_S, parse_seconds, retry_after_s

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


@given(text=st.text(max_size=40))
def test_no_text_is_read_as_a_negative_or_longer_delay(text: str) -> None:
    seconds = retry_after_s({"retry-after": text}, now=NOW)
    assert seconds is None or 0 <= seconds <= LONGEST_DELAY_S


@given(seconds=st.integers(0, int(LONGEST_DELAY_S)))
def test_a_date_and_a_number_of_seconds_say_the_same(seconds: int) -> None:
    then = http_date(NOW + timedelta(seconds=seconds))
    assert retry_after_s({"retry-after": then}, now=NOW) == seconds
    assert retry_after_s({"retry-after": str(seconds)}, now=NOW) == seconds


@pytest.mark.parametrize("text", ["86401", "9" * 400, "Fri, 31 Dec 9999 23:59:59 GMT"])
def test_no_delay_is_longer_than_a_day(text: str) -> None:
    assert retry_after_s({"retry-after": text}, now=NOW) == 86_400


def test_a_date_is_compared_with_the_clock_of_the_service() -> None:
    late = NOW + timedelta(hours=5)
    headers = {"retry-after": http_date(late + timedelta(seconds=9)), "date": http_date(late)}
    assert retry_after_s(headers, now=NOW) == 9


def test_a_date_that_has_passed_means_no_delay() -> None:
    assert retry_after_s({"retry-after": http_date(NOW - timedelta(hours=1))}, now=NOW) == 0


def test_without_the_header_no_delay_is_asked_for() -> None:
    assert retry_after_s({"date": http_date(NOW)}, now=NOW) is None


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("0", 0), (" 7 ", 7), ("54.5", 54.5), ("1.", 1), ("86400", 86_400)],
)
def test_a_number_of_seconds_may_have_a_fraction(text: str, seconds: float) -> None:
    assert parse_seconds(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "-1", "+1", "nan", "inf", "1e9", "1_0", "٣", ".5"])
def test_what_is_no_number_of_seconds_is_no_delay(text: str) -> None:
    assert parse_seconds(text) is None
