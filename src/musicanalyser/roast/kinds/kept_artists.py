"""The share of new artists that were played again on a later day."""

from functools import partial

from musicanalyser.roast.facts.discovery_shares import claim_share_of_artists
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.report_values import ReportRow
from musicanalyser.roast.facts.surprise import Proportion


def _read_share(row: ReportRow) -> Proportion:
    return Proportion(row.share("artists_kept"), row.count("artists"))


KIND = FactKind(
    statistic="discoveries",
    find=partial(
        claim_share_of_artists,
        sentence="{share} of {new} new artists were played again on a later day",
        artists="new",
        read_share=_read_share,
    ),
    least_evidence=12,  # new artists
    ordinary=0.4,  # of the new artists
    theme=Theme.DISCOVERY,
    thresholds=Thresholds(low=0.35, high=0.5),
)
