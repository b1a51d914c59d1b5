"""The share of plays between 4:00 and 8:00."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.hour_shares import claim_plays_between
from musicanalyser.roast.facts.surprise import OrdinaryShare

KIND = FactKind(
    statistic="heatmap",
    find=partial(claim_plays_between, hours=range(4, 8), since=0.08),
    least_evidence=100,  # plays
    ordinary=OrdinaryShare(0.05, 0.9),
    theme=Theme.HOURS,
    relation=Relation.HOUR,
    weight=1.3,
)
