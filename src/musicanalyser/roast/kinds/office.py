"""The share of plays on weekdays between 9:00 and 17:00."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.hour_shares import WEEKEND, claim_share_of_cells
from musicanalyser.roast.facts.surprise import OrdinaryShare

KIND = FactKind(
    statistic="heatmap",
    find=partial(
        claim_share_of_cells,
        is_counted=lambda cell: cell.weekday not in WEEKEND and cell.hours.start in _HOURS,
        since=0.5,
        hours=(_HOURS := range(9, 17)),
    ),
    least_evidence=100,  # plays
    ordinary=OrdinaryShare(0.28, 0.6),
    theme=Theme.HOURS,
    relation=Relation.AGAIN,
)
