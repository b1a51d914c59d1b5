"""Three listeners: the median of those measured, and the two ends of their range."""

from tests.simulators.listener.habits import Habits

_HOUR_MS = 3_600_000

MEDIAN = Habits(
    short_share=0.385, short_after_short=0.665, finished_share=0.81, break_ms=int(8.2 * _HOUR_MS)
)
SKIPPER = Habits(
    short_share=0.65, short_after_short=0.845, finished_share=0.68, break_ms=int(4.8 * _HOUR_MS)
)
PATIENT = Habits(
    short_share=0.21, short_after_short=0.45, finished_share=0.76, break_ms=int(9.7 * _HOUR_MS)
)
PROFILES = {"median": MEDIAN, "skipper": SKIPPER, "patient": PATIENT}
