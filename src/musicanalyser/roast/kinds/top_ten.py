"""The share of plays that go to the ten most played artists."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_previous
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import ReportRow, UnknownError
from musicanalyser.roast.facts.surprise import Proportion
from musicanalyser.roast.facts.window_reports import Reports

_TOP = 10
"""How many artists `stats variety` counts as the top."""


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    artists = row.count("artists")
    return claim_share(
        kind,
        "{top} of {artists} artists take {share} of plays",
        _read_share(row),
        read_previous(reports, kind.statistic, _read_share),
        make_count("top", _TOP),
        make_count("artists", artists),
    )


def _read_share(row: ReportRow) -> Proportion:
    if row.count("artists") < KIND.least_evidence:
        raise UnknownError("top-ten")
    return Proportion(row.share("top_artists_share"), row.count("plays"))


KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=25,  # artists
    ordinary=0.4,  # of plays
    theme=Theme.BREADTH,
    thresholds=Thresholds(low=0.35, high=0.4),
)
