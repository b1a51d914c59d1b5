"""The longest session."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_count, make_duration
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("longest-sessions").first
    length_ms, plays = row.count("length_ms"), row.count("plays")
    return make_claim(
        "The longest session lasted {length} and held {plays} plays.",
        make_duration("length", length_ms),
        make_count("plays", plays),
        surprise=kind.surprise_without_past(length_ms),
        support=plays,
    )


KIND = FactKind(
    statistic="sessions",
    find=_find,
    least_evidence=15,  # plays in the session
    ordinary=4 * HOUR_MS,
    theme=Theme.SESSIONS,
)
