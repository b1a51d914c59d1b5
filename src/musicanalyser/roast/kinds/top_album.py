"""The share of listening time that goes to one album."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.listed_tracks import claim_top
from musicanalyser.roast.facts.surprise import OrdinaryShare

KIND = FactKind(
    statistic="top-albums",
    find=partial(claim_top, title="album"),
    least_evidence=20,  # plays of the album
    ordinary=OrdinaryShare(0.06, 0.8),
    theme=Theme.ARTIST,
    relation=Relation.MUCH,
)
