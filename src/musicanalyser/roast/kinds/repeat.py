"""The most plays of one track on one day."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("peak-days").first
    plays = row.count("day_plays")
    return make_claim(
        "{of} was played {plays} times on a single day.",
        make_count("plays", plays),
        surprise=kind.surprise_without_past(plays),
        support=plays,
        of=row.music_name("title"),
    )


KIND = FactKind(
    statistic="obsessions",
    find=_find,
    least_evidence=5,  # plays of the track on its peak day
    ordinary=6,  # plays of the track on its peak day
    theme=Theme.TRACK,
)
