"""The longest run of one track after itself."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.listed_tracks import claim_listed
from musicanalyser.roast.facts.surprise import OrdinarySize

KIND = FactKind(
    statistic="moments",
    find=partial(claim_listed, part="loops", counts={"times": "times"}, measure="times"),
    least_evidence=3,  # plays in a row
    ordinary=OrdinarySize(2.5),
    theme=Theme.TRACK,
    relation=Relation.AGAIN,
    weight=1.1,
)
