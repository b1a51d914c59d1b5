"""The most plays of one track within a week."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_days
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("peak-weeks").first
    plays = row.count("week_plays")
    days = (row.day("week_last_day") - row.day("week_first_day")).days + 1
    return Claim(
        figures=(make_count("plays", plays), make_days("days", days)),
        names=row.music_name("title").names,
        from_others=kind.ordinary.distance(plays),
        support=plays,
    )


KIND = FactKind(
    statistic="obsessions",
    find=_find,
    least_evidence=8,  # plays of the track in its peak week
    ordinary=OrdinarySize(12),
    theme=Theme.TRACK,
    relation=Relation.AGAIN,
)
