"""The share of listening time that went to music of the last two years."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("release-years").first
    hours = sum(one.count("heard_ms") for one in reports.current(kind.statistic).rows) / HOUR_MS
    return claim_share(kind, Proportion(row.share("recent_share"), hours), None, since=0.35)


KIND = FactKind(
    statistic="decades",
    find=_find,
    least_evidence=5,  # hours
    ordinary=OrdinaryShare(0.2, 0.8),
    theme=Theme.AGE,
    relation=Relation.MUCH,
)
