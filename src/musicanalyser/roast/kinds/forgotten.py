"""A former favourite that is no longer played."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.listed_tracks import claim_listed
from musicanalyser.roast.facts.surprise import OrdinarySize

KIND = FactKind(
    statistic="forgotten",
    find=partial(
        claim_listed,
        part="forgotten-tracks",
        counts={"plays": "plays", "days": "silent_days"},
        measure="plays",
    ),
    least_evidence=15,  # plays of the track before it was forgotten
    ordinary=OrdinarySize(50),
    theme=Theme.PAST,
    relation=Relation.GONE,
    weight=0.9,
)
