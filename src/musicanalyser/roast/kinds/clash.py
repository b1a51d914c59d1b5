"""An obscure favourite beside one that everybody plays."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports

_LEAST_DISTANCE = 40
"""Points of the hipster score between the two."""


def _find(kind: FactKind, reports: Reports) -> Claim:
    hipster = reports.current(kind.statistic)
    obscure, hit = (hipster.part(f"most-{end}-tracks").first for end in ("obscure", "mainstream"))
    distance = obscure.number("score") - hit.number("score")
    few, many = obscure.count("listeners"), hit.count("listeners")
    if distance < _LEAST_DISTANCE or few >= many:
        raise UnknownError("score")
    return Claim(
        figures=(make_count("few", few), make_count("many", many)),
        names=(*obscure.music_name("title").names, *hit.music_name("title").names),
        from_others=kind.ordinary.distance(distance),
        support=hipster.first.share("known_share"),
    )


KIND = FactKind(
    statistic="hipster",
    find=_find,
    least_evidence=0.4,  # of the listening time
    ordinary=OrdinarySize(40),  # points
    theme=Theme.FAME,
    relation=Relation.CLASH,
    weight=1.2,
)
