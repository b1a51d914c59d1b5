"""The share of listening time that goes to one artist."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.figures import make_share
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    return make_claim(
        "{of} alone takes {share} of all listening time.",
        make_share("share", row.share("share")),
        surprise=kind.surprise_without_past(row.share("share")),
        support=row.count("plays"),
        of=row.music_name(),
    )


KIND = FactKind(
    statistic="top-artists",
    find=_find,
    least_evidence=20,  # plays of the artist
    ordinary=0.1,  # of the time
    theme=Theme.FAVOURITES,
    thresholds=Thresholds(low=0.08, high=0.1),
)
