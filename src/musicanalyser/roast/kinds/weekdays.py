"""The share of plays on Saturdays and Sundays, where it is low."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.hour_shares import WEEKEND, claim_share_of_cells
from musicanalyser.roast.facts.surprise import OrdinaryShare
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    reports.require_days(_LEAST_DAYS)
    return claim_share_of_cells(kind, reports, lambda cell: cell.weekday in WEEKEND, since=0.15)


_LEAST_DAYS = 14
"""As for `weekend`."""
KIND = FactKind(
    statistic="heatmap",
    find=_find,
    least_evidence=100,  # plays
    ordinary=OrdinaryShare(0.29, 0.5, is_low=True),
    theme=Theme.WEEK,
    relation=Relation.AGAIN,
)
