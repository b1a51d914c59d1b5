"""An artist among the most heard who is skipped far more often than other artists."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.skip_rates import claim_skipped_favourite
from musicanalyser.roast.facts.surprise import OrdinaryShare

KIND = FactKind(
    statistic="skips",
    find=partial(claim_skipped_favourite, subject="artists", head=10, title=None),
    least_evidence=40,  # plays whose end is known
    ordinary=OrdinaryShare(0.2, 0.8),  # of a favourite
    theme=Theme.SKIPPED,
    relation=Relation.QUIT,
    weight=1.1,
)
