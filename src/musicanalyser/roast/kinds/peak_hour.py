"""The hour with the most plays, where it has a quarter of them."""

from collections import Counter

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.hour_shares import claim_share_of_cells, read_cells
from musicanalyser.roast.facts.surprise import OrdinaryShare
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    plays: Counter[range] = Counter()
    for cell in read_cells(reports.current(kind.statistic)):
        plays[cell.hours] += cell.plays
    peak = max(plays, key=lambda hours: (plays[hours], -hours.start), default=range(0))
    return claim_share_of_cells(
        kind, reports, lambda cell: cell.hours == peak, since=0.1, hours=peak
    )


KIND = FactKind(
    statistic="heatmap",
    find=_find,
    least_evidence=100,  # plays
    ordinary=OrdinaryShare(0.1, 1.0),
    theme=Theme.HOURS,
    relation=Relation.AGAIN,
    weight=0.8,
)
