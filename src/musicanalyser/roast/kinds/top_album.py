"""The share of listening time that goes to one album."""

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
        of=row.music_name("album"),
    )


KIND = FactKind(
    statistic="top-albums",
    find=_find,
    least_evidence=20,  # plays of the album
    ordinary=0.06,  # of the time
    theme=Theme.ALBUMS,
    thresholds=Thresholds(low=0.02, high=0.03, has_low_phrases=False),
)
