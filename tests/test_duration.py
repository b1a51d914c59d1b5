import pytest
from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.duration import format_clock, format_duration

LENGTHS = st.integers(0, 10**9) | st.integers(0, 4_000_000)


@pytest.mark.parametrize(
    ("ms", "in_column", "in_sentence"),
    [
        (0, "0 s", "0 s"),
        (1, "<0.1 s", "<0.1 s"),
        (99, "<0.1 s", "<0.1 s"),
        (100, "0.1 s", "0.1 s"),
        (999, "0.9 s", "0.9 s"),
        (1_000, "1 s", "1 s"),
        (59_999, "59 s", "59 s"),
        (60_000, "1 min", "1 min"),
        (245_000, "4 min", "4 min 5 s"),
        (3_599_999, "59 min", "59 min 59 s"),
        (3_600_000, "1 h 00", "1 h"),
        (12_240_000, "3 h 24", "3 h 24 min"),
        (4_446_240_000, "1,235 h 04", "1,235 h 4 min"),
        (-61_000, "−1 min", "−1 min 1 s"),  # noqa: RUF001 - minus signs
    ],
)
def test_a_duration_has_at_most_two_units_and_is_rounded_down(
    ms: int, in_column: str, in_sentence: str
) -> None:
    assert format_duration(ms, aligned=True) == in_column
    assert format_duration(ms) == in_sentence


@given(LENGTHS, LENGTHS, st.booleans())
def test_of_two_durations_the_longer_never_reads_as_the_shorter(
    one: int, other: int, aligned: bool
) -> None:
    short, long = (format_duration(ms, aligned=aligned) for ms in sorted((one, other)))
    assert seconds(short) <= seconds(long)


def seconds(text: str) -> float:
    units = {"h": 3600, "min": 60, "s": 1}
    words = text.replace("<0.1", "0.05").replace(",", "").split()
    if words[-1].isdecimal():
        words.append("min")
    return sum(float(number) * units[unit] for number, unit in zip(*[iter(words)] * 2, strict=True))


@pytest.mark.parametrize(
    ("ms", "expected"), [(0, "0:00"), (9_999, "0:09"), (60_000, "1:00"), (3_665_000, "61:05")]
)
def test_a_clock_shows_minutes_and_seconds(ms: int, expected: str) -> None:
    assert format_clock(ms) == expected
