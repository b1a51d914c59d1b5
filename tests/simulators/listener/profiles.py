"""Three listeners: the median of those measured, and the two ends of their range."""

from tests.simulators.listener.habits import Habits

_HOUR_MS = 3_600_000

MEDIAN = Habits(
    short_share=0.363, short_after_short=0.655, finished_share=0.81, break_ms=int(7.9 * _HOUR_MS)
)
SKIPPER = Habits(
    short_share=0.60, short_after_short=0.82, finished_share=0.68, break_ms=int(4.7 * _HOUR_MS)
)
PATIENT = Habits(
    short_share=0.203, short_after_short=0.445, finished_share=0.76, break_ms=int(9.7 * _HOUR_MS)
)
PROFILES = {"median": MEDIAN, "skipper": SKIPPER, "patient": PATIENT}
