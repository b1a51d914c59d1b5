from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.net.retry_policy import LONGEST_PAUSE_S, pause_s, retry_after_s, window_s

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@given(text=st.text(max_size=40))
def test_whatever_stands_in_retry_after_is_no_harm(text: str) -> None:
    seconds = retry_after_s({"retry-after": text}, now=NOW)
    assert seconds is None or seconds >= 0


@given(seconds=st.integers(0, 10**6))
def test_a_date_and_a_number_of_seconds_say_the_same(seconds: int) -> None:
    then = format_datetime(NOW + timedelta(seconds=seconds), usegmt=True)
    assert retry_after_s({"retry-after": then}, now=NOW) == seconds
    assert retry_after_s({"retry-after": str(seconds)}, now=NOW) == seconds


def test_a_date_is_compared_with_the_clock_of_the_service() -> None:
    late = NOW + timedelta(hours=5)
    headers = {
        "retry-after": format_datetime(late + timedelta(seconds=9), usegmt=True),
        "date": format_datetime(late, usegmt=True),
    }
    assert retry_after_s(headers, now=NOW) == 9


def test_a_date_that_has_passed_asks_for_no_wait() -> None:
    past = format_datetime(NOW - timedelta(hours=1), usegmt=True)
    assert retry_after_s({"retry-after": past}, now=NOW) == 0


@given(attempt=st.integers(0, 4), jitter=st.floats(0, 1))
def test_pauses_lie_between_half_of_their_length_and_all_of_it(attempt: int, jitter: float) -> None:
    pause = pause_s(attempt, {}, now=NOW, jitter=jitter)
    assert 2**attempt / 2 <= pause <= 2**attempt


@given(remaining=st.text(max_size=5), reset=st.text(max_size=12))
def test_no_count_of_requests_stops_us_for_long(remaining: str, reset: str) -> None:
    headers = {"x-ratelimit-remaining": remaining, "x-ratelimit-reset-in": reset}
    assert 0 <= window_s(headers) <= LONGEST_PAUSE_S
