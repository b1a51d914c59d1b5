from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.net.retry_policy import LONGEST_PAUSE_S, pause_s, window_s

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@given(attempt=st.integers(0, 4), jitter=st.floats(0, 1))
def test_pauses_lie_between_half_of_their_length_and_all_of_it(attempt: int, jitter: float) -> None:
    pause = pause_s(attempt, {}, now=NOW, jitter=jitter)
    assert 2**attempt / 2 <= pause <= 2**attempt


@given(remaining=st.text(max_size=5), reset=st.text(max_size=12))
def test_no_count_of_requests_stops_us_for_long(remaining: str, reset: str) -> None:
    headers = {"x-ratelimit-remaining": remaining, "x-ratelimit-reset-in": reset}
    assert 0 <= window_s(headers) <= LONGEST_PAUSE_S
