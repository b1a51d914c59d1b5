from datetime import UTC, datetime

import pytest
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


@pytest.mark.parametrize(("jitter", "pauses_s"), [(0, [0.5, 1, 2]), (0.5, [0.75, 1.5, 3])])
def test_pauses_double_and_jitter_moves_them_within_their_upper_half(
    jitter: float, pauses_s: list[float]
) -> None:
    assert [pause_s(attempt, {}, now=NOW, jitter=jitter) for attempt in range(3)] == pauses_s


@pytest.mark.parametrize(
    ("remaining", "reset", "seconds"),
    [("0", "8", 8), ("0", "120", 120), ("0", "121", 120), ("1", "8", 0), ("0", "soon", 0)],
)
def test_a_count_that_is_used_up_is_waited_for_up_to_two_minutes(
    remaining: str, reset: str, seconds: float
) -> None:
    headers = {"x-ratelimit-remaining": remaining, "x-ratelimit-reset-in": reset}
    assert window_s(headers) == seconds
