"""The most heard track."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme
from musicanalyser.roast.facts.figures import make_count, make_duration
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    plays = row.count("plays")
    return make_claim(
        "{of} is the most heard track: {plays} plays, {heard} in all.",
        make_count("plays", plays),
        make_duration("heard", row.count("heard_ms")),
        surprise=kind.surprise_without_past(plays),
        support=plays,
        of=row.music_name("title"),
    )


KIND = FactKind(
    statistic="top-tracks",
    find=_find,
    least_evidence=10,  # plays of the track
    ordinary=40,  # plays of the track
    theme=Theme.TRACK,
)
