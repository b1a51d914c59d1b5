"""The longest session."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_duration
from musicanalyser.roast.facts.surprise import OrdinarySize
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("longest-sessions").first
    length_ms, plays = row.count("length_ms"), row.count("plays")
    return Claim(
        figures=(make_duration("length", length_ms), make_count("plays", plays)),
        from_others=kind.ordinary.distance(length_ms),
        support=plays,
    )


KIND = FactKind(
    statistic="sessions",
    find=_find,
    least_evidence=15,  # plays in the session
    ordinary=OrdinarySize(2 * HOUR_MS),
    theme=Theme.SESSIONS,
    relation=Relation.MUCH,
)
