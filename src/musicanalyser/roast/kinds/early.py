"""The share of plays between 4:00 and 8:00."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.hour_shares import claim_plays_between

KIND = FactKind(
    statistic="heatmap",
    find=partial(claim_plays_between, hours=range(4, 8)),
    least_evidence=100,  # plays
    ordinary=0.06,  # of plays
    theme=Theme.CLOCK,
    thresholds=Thresholds(low=0.02, high=0.05, has_low_phrases=False),
)
