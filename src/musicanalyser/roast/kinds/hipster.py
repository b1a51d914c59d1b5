"""The hipster score, where the music is obscure."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinaryShare
from musicanalyser.roast.facts.window_reports import Reports

_LEAST_SCORE = 60


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    score = row.number("score")
    if score < _LEAST_SCORE:
        raise UnknownError("score")
    return Claim(
        figures=(make_count("score", round(score)), make_count("most", 100)),
        from_others=kind.ordinary.distance(score / 100),
        support=row.share("known_share"),
    )


KIND = FactKind(
    statistic="hipster",
    find=_find,
    least_evidence=0.4,  # of the listening time
    ordinary=OrdinaryShare(0.4, 0.6),
    theme=Theme.FAME,
    relation=Relation.MUCH,
)
