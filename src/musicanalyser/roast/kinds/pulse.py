"""The part of the day with the fastest music against the one with the slowest."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_hour
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS

_LEAST_DIFFERENCE = 6
"""Beats per minute between the two means."""
_LEAST_HOURS = 2


def _find(kind: FactKind, reports: Reports) -> Claim:
    parts = [
        row
        for row in reports.current(kind.statistic).part("tempo-by-part-of-day").rows
        if row.number("heard_ms") >= _LEAST_HOURS * HOUR_MS
    ]
    means = sorted((row.number("mean_tempo"), row.text("part_of_day"), row) for row in parts)
    if not means or round(means[-1][0]) - round(means[0][0]) < _LEAST_DIFFERENCE:
        raise UnknownError("mean_tempo")
    (slow, slow_part, _), (fast, fast_part, _) = means[0], means[-1]
    return Claim(
        figures=(
            make_count("fast", round(fast)),
            make_count("slow", round(slow)),
            make_hour("fast_since", _FIRST_HOURS[fast_part]),
            make_hour("slow_since", _FIRST_HOURS[slow_part]),
        ),
        from_others=kind.ordinary.distance(fast - slow),
        support=sum(row.number("heard_ms") for row in parts) / HOUR_MS,
    )


_FIRST_HOURS = {"night": 0, "morning": 6, "afternoon": 12, "evening": 18}
KIND = FactKind(
    statistic="tempo",
    find=_find,
    least_evidence=8,  # hours
    ordinary=OrdinarySize(8),  # beats per minute
    theme=Theme.TEMPO,
    relation=Relation.CLASH,
)
