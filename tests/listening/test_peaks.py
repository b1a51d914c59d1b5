from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from musicanalyser.listening.peaks import LEAST_PLAYS, find_peaks
from musicanalyser.timespan.local_clock import day_number, numbered_day


@given(
    st.dictionaries(
        st.dates(min_value=date(2025, 1, 1), max_value=date(2025, 3, 1)),
        st.integers(1, 9),
        min_size=1,
    )
)
def test_no_seven_days_hold_more_than_the_peak_week(plays: dict[date, int]) -> None:
    def within(first: date) -> int:
        return sum(times for on, times in plays.items() if 0 <= (on - first).days < 7)

    days = [(1, day_number(day), times) for day, times in sorted(plays.items())]
    starts = [date(2024, 12, 20) + timedelta(days=after) for after in range(80)]
    most = max(map(within, starts))
    peaks = [peak for _, peak in find_peaks(days)]
    assert len(peaks) == (most >= LEAST_PLAYS)
    for peak in peaks:
        assert most == peak.week_plays == within(numbered_day(peak.week_first))
