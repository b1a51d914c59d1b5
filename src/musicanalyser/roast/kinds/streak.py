"""The current streak of days if it is the longest, otherwise the longest."""

from datetime import timedelta

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_days
from musicanalyser.roast.facts.window_reports import Reports

_LATEST_BREAK = timedelta(days=2)
"""A streak may still go on if its last day is one of the last two of the window."""


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    longest = row.count("longest_streak_days")
    current = row.count("current_streak_days")
    is_recent = row.day("longest_last_day") >= (reports.window.until - _LATEST_BREAK).date()
    sentence, days = "The longest streak of days with music lasted {streak}.", longest
    if is_recent and current >= longest:
        sentence = "The streak of days with music has lasted {streak} and goes on."
        days = current
    return make_claim(
        sentence,
        make_days("streak", days),
        surprise=kind.surprise_without_past(days),
        support=days,
    )


KIND = FactKind(
    statistic="streaks",
    find=_find,
    least_evidence=5,  # days
    ordinary=21,  # days
    theme=Theme.DAYS,
)
