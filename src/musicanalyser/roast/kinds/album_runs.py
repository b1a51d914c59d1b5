"""The share of plays that belong to a run through an album."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_previous
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.report_values import ReportRow
from musicanalyser.roast.facts.surprise import Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    return claim_share(
        kind,
        "{share} of plays belonged to a run through an album",
        _read_share(reports.current(kind.statistic).first),
        read_previous(reports, kind.statistic, _read_share),
    )


def _read_share(row: ReportRow) -> Proportion:
    return Proportion(row.share("album_share"), row.count("plays"))


KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=100,  # plays
    ordinary=0.15,  # of plays
    theme=Theme.ALBUMS,
    thresholds=Thresholds(low=0.1, high=0.15),
)
