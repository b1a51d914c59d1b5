"""An artist among the most heard who is skipped far more often than other artists."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.skip_rates import Favourites, claim_skipped_favourite

KIND = FactKind(
    statistic="skips",
    find=partial(
        claim_skipped_favourite, favourites=Favourites(subject="artists", head=10, title=None)
    ),
    least_evidence=40,  # plays of the artist whose end is known
    theme=Theme.SKIPS,
)
