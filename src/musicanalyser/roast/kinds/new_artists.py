"""The share of the artists that are new, where it is high."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    reports.require_history(days=_LEAST_HISTORY_DAYS)
    row = reports.current(kind.statistic).first
    now = Proportion.of(row.count("new_artists"), row.count("artists"))
    return claim_share(kind, now, None, make_count("artists", row.count("artists")), since=0.3)


_LEAST_HISTORY_DAYS = 90
"""How long before a window the history must begin, or nearly every artist would be new."""
KIND = FactKind(
    statistic="overview",
    find=_find,
    least_evidence=25,  # artists
    ordinary=OrdinaryShare(0.2, 0.8),
    theme=Theme.DISCOVERY,
    relation=Relation.CLASH,
)
