"""The share of tracks that were played exactly once."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_previous
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import ReportRow
from musicanalyser.roast.facts.surprise import Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    return claim_share(
        kind,
        "{share} of {tracks} tracks were played exactly once",
        _read_share(row),
        read_previous(reports, kind.statistic, _read_share),
        make_count("tracks", row.count("tracks")),
    )


def _read_share(row: ReportRow) -> Proportion:
    return Proportion(row.share("once_share"), row.count("tracks"))


KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=50,  # tracks
    ordinary=0.45,  # of tracks
    theme=Theme.BREADTH,
    thresholds=Thresholds(low=0.35, high=0.5),
)
