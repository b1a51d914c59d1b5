"""The share of the artists that are new."""

from functools import partial

from musicanalyser.roast.facts.discovery_shares import claim_share_of_artists
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.report_values import ReportRow
from musicanalyser.roast.facts.surprise import Proportion


def _read_share(row: ReportRow) -> Proportion:
    return Proportion.of(row.count("new_artists"), row.count("artists"))


KIND = FactKind(
    statistic="overview",
    find=partial(
        claim_share_of_artists,
        sentence="{share} of the {artists} artists heard were new",
        artists="artists",
        read_share=_read_share,
    ),
    least_evidence=25,  # artists
    ordinary=0.2,  # of the artists heard
    theme=Theme.DISCOVERY,
    thresholds=Thresholds(low=0.12, high=0.25),
)
