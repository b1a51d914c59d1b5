"""The share of the time that goes to podcasts rather than to music."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.time_shares import claim_share_of_time

KIND = FactKind(
    statistic="totals",
    find=partial(
        claim_share_of_time,
        sentence="{share} of the time went to podcasts rather than music",
        content="podcast",
        whole=("music", "podcast"),
    ),
    least_evidence=10,  # plays of podcasts
    ordinary=0.15,  # of the time
    theme=Theme.PODCASTS,
    thresholds=Thresholds(low=0.02, high=0.08, has_low_phrases=False),
)
