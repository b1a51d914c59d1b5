"""The share of the artists that are new, where it is low."""

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
    new = make_count("new", row.count("new_artists"))
    return claim_share(kind, now, None, new, make_count("artists", row.count("artists")), since=0.1)


_LEAST_HISTORY_DAYS = 90
"""As for `new-artists`."""
KIND = FactKind(
    statistic="overview",
    find=_find,
    least_evidence=25,  # artists
    ordinary=OrdinaryShare(0.2, 1.6, is_low=True),
    theme=Theme.DISCOVERY,
    relation=Relation.AGAIN,
)
