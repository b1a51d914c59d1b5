"""Many artists, played about equally often."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_share
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    artists, top = row.count("artists"), row.share("top_artists_share")
    if row.number("effective_artists") < _LEAST_EFFECTIVE:
        raise UnknownError("effective_artists")
    return Claim(
        figures=(make_count("artists", artists), make_share("top", top)),
        from_others=kind.ordinary.distance(row.number("effective_artists")),
        support=artists,
    )


_LEAST_EFFECTIVE = 60
KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=60,  # artists
    ordinary=OrdinarySize(45),
    theme=Theme.BREADTH,
    relation=Relation.CLASH,
)
