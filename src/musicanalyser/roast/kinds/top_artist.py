"""The share of listening time that goes to one artist."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.listed_tracks import claim_top
from musicanalyser.roast.facts.surprise import OrdinaryShare

KIND = FactKind(
    statistic="top-artists",
    find=partial(claim_top, title=None),
    least_evidence=20,  # plays of the artist
    ordinary=OrdinaryShare(0.1, 0.8),
    theme=Theme.ARTIST,
    relation=Relation.MUCH,
    weight=1.2,
)
