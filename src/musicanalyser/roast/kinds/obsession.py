"""The most plays of one track within a week."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_count, make_days
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("peak-weeks").first
    plays = row.count("week_plays")
    days = (row.day("week_last_day") - row.day("week_first_day")).days + 1
    return make_claim(
        "{of} was played {plays} times within {days}.",
        make_count("plays", plays),
        make_days("days", days),
        surprise=kind.surprise_without_past(plays),
        support=plays,
        of=row.music_name("title"),
    )


KIND = FactKind(
    statistic="obsessions",
    find=_find,
    least_evidence=8,  # plays of the track in its peak week
    ordinary=15,  # plays of the track in its peak week
    theme=Theme.TRACK,
)
