"""The share of tracks that were played exactly once."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_previous
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import ReportRow
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    past = read_previous(reports, kind.statistic, _read_share)
    tracks = make_count("tracks", row.count("tracks"))
    return claim_share(kind, _read_share(row), past, tracks, since=0.4)


def _read_share(row: ReportRow) -> Proportion:
    return Proportion(row.share("once_share"), row.count("tracks"))


KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=50,  # tracks
    ordinary=OrdinaryShare(0.45, 0.6),
    theme=Theme.ONCE,
    relation=Relation.QUIT,
)
