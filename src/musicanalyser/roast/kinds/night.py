"""The share of plays between midnight and 4:00."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.hour_shares import claim_plays_between

KIND = FactKind(
    statistic="heatmap",
    find=partial(claim_plays_between, hours=range(4)),
    least_evidence=100,  # plays
    ordinary=0.06,  # of plays
    theme=Theme.CLOCK,
    thresholds=Thresholds(low=0.03, high=0.05),
)
