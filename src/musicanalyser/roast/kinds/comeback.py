"""A track that returned after half a year or more."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.listed_tracks import claim_listed
from musicanalyser.roast.facts.surprise import OrdinarySize

KIND = FactKind(
    statistic="rediscoveries",
    find=partial(
        claim_listed,
        part="rediscovered-tracks",
        counts={"days": "silent_days", "before": "plays_before", "plays": "plays"},
        measure="before",
    ),
    least_evidence=10,  # plays before it went away
    ordinary=OrdinarySize(25),
    theme=Theme.PAST,
    relation=Relation.GONE,
    weight=0.8,
)
