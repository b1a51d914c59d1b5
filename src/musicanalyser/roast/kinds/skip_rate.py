"""The share of skipped plays, where it is high."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.skip_rates import read_skip_rate
from musicanalyser.roast.facts.surprise import OrdinaryShare
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    now = read_skip_rate(reports.current(kind.statistic))
    return claim_share(kind, now, read_past(reports, kind.statistic, read_skip_rate), since=0.4)


KIND = FactKind(
    statistic="skips",
    find=_find,
    least_evidence=100,  # plays whose end is known
    ordinary=OrdinaryShare(0.4, 0.8),
    theme=Theme.SKIPS,
    relation=Relation.QUIT,
    weight=1.1,
)
