"""The share of plays that go to the ten most played artists of many."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_previous
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    if row.count("artists") < _LEAST_ARTISTS:
        raise UnknownError("artists")
    past = read_previous(reports, kind.statistic, _read_share)
    artists = make_count("artists", row.count("artists"))
    return claim_share(kind, _read_share(row), past, artists, since=0.35)


def _read_share(row: ReportRow) -> Proportion:
    return Proportion(row.share("top_artists_share"), row.count("plays"))


_LEAST_ARTISTS = 40
KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=100,  # plays
    ordinary=OrdinaryShare(0.4, 0.6),
    theme=Theme.BREADTH,
    relation=Relation.CLASH,
)
