"""How few artists were heard in months."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports

_LEAST_DAYS = 60
"""In a shorter window a handful is nothing special."""


def _find(kind: FactKind, reports: Reports) -> Claim:
    reports.require_days(_LEAST_DAYS)
    row = reports.current(kind.statistic).first
    artists = row.count("artists")
    if not 0 < artists <= _MOST:
        raise UnknownError("artists")
    return Claim(
        figures=(make_count("artists", artists), make_count("plays", row.count("plays"))),
        from_others=kind.ordinary.distance(artists),
        support=row.count("plays"),
    )


_MOST = 12
KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=100,  # plays
    ordinary=OrdinarySize(30, is_low=True),
    theme=Theme.BREADTH,
    relation=Relation.AGAIN,
    weight=1.1,
)
