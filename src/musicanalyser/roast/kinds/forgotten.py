"""A former favourite that is no longer played."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_count, make_days
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("forgotten-tracks").first
    plays = row.count("plays")
    return make_claim(
        "{of} had {plays} plays, and then none for {days}.",
        make_count("plays", plays),
        make_days("days", row.count("silent_days")),
        surprise=kind.surprise_without_past(plays),
        support=plays,
        of=row.music_name("title"),
    )


KIND = FactKind(
    statistic="forgotten",
    find=_find,
    least_evidence=15,  # plays of the track before it was forgotten
    ordinary=60,  # plays of a favourite before it was forgotten
    theme=Theme.PAST,
)
