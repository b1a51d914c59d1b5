"""The longest run of days with music."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_days
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    days = reports.current(kind.statistic).first.count("longest_streak_days")
    return Claim(
        figures=(make_days("streak", days),),
        from_others=kind.ordinary.distance(days),
        support=days,
    )


KIND = FactKind(
    statistic="streaks",
    find=_find,
    least_evidence=10,  # days
    ordinary=OrdinarySize(25),
    theme=Theme.DAYS,
    relation=Relation.AGAIN,
)
