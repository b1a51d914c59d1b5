"""The share of plays that belong to a run through an album."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_previous
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.report_values import ReportRow
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    past = read_previous(reports, kind.statistic, _read_share)
    return claim_share(kind, _read_share(row), past, since=0.15)


def _read_share(row: ReportRow) -> Proportion:
    return Proportion(row.share("album_share"), row.count("plays"))


KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=100,  # plays
    ordinary=OrdinaryShare(0.15, 1.2),
    theme=Theme.ALBUMS,
    relation=Relation.MUCH,
    weight=1.3,
)
