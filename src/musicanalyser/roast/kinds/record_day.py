"""The busiest day against the median one."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    plays, median = row.count("day_plays"), row.count("median_plays")
    if not median or plays < _LEAST_TIMES * median:
        raise UnknownError("day_plays")
    return Claim(
        figures=(make_count("plays", plays), make_count("usual", median)),
        from_others=kind.ordinary.distance(plays / median),
        support=row.count("days"),
    )


_LEAST_TIMES = 2.5
KIND = FactKind(
    statistic="moments",
    find=_find,
    least_evidence=14,  # days with plays
    ordinary=OrdinarySize(2.4),  # times the median day
    theme=Theme.RECORD,
    relation=Relation.MUCH,
)
