"""A track among the most heard that is skipped far more often than other tracks."""

from functools import partial

from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.skip_rates import Favourites, claim_skipped_favourite

KIND = FactKind(
    statistic="skips",
    find=partial(
        claim_skipped_favourite, favourites=Favourites(subject="tracks", head=60, title="title")
    ),
    least_evidence=15,  # plays of the track whose end is known
    theme=Theme.SKIPS,
)
