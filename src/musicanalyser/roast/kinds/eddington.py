"""The Eddington number: the largest N with at least N plays on each of N days."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_count, make_days
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    number = reports.current(kind.statistic).first.count("eddington_days")
    return make_claim(
        "On {days} there were at least {plays} plays each.",
        make_days("days", number),
        make_count("plays", number),
        surprise=kind.surprise_without_past(number),
        support=number,
    )


KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=8,  # the number itself
    ordinary=25,  # the number itself
    theme=Theme.AMOUNT,
)
