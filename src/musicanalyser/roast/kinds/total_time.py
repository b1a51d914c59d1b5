"""The listening time in all, and the days that it would fill without a pause."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_days, make_duration
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import DAY_MS, HOUR_MS


def _find(kind: FactKind, reports: Reports) -> Claim:
    heard_ms = reports.current(kind.statistic).first.count("heard_ms")
    listened_days = reports.current("streaks").first.count("days")
    figures = [make_duration("heard", heard_ms)]
    sentence = "{heard} of music were heard."
    if heard_ms >= DAY_MS:
        figures.append(make_days("days", heard_ms / DAY_MS))
        sentence = "{heard} of music were heard, as much as {days} without a pause."
    daily_ms = heard_ms / max(listened_days, 1)
    return make_claim(
        sentence,
        *figures,
        surprise=kind.surprise_without_past(daily_ms),
        support=heard_ms / HOUR_MS,
    )


KIND = FactKind(
    statistic="overview",
    find=_find,
    least_evidence=5,  # hours
    ordinary=1.5 * HOUR_MS,  # a day
    theme=Theme.AMOUNT,
)
