"""How few artists the variety of the plays amounts to."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    artists, effective = row.count("artists"), row.number("effective_artists")
    if not effective:
        raise UnknownError("effective_artists")
    return make_claim(
        "{artists} artists were played, which in variety amounts to {effective} played equally"
        " often.",
        make_count("artists", artists),
        make_count("effective", effective),
        surprise=kind.surprise_without_past(artists / effective),
        support=artists,
    )


KIND = FactKind(
    statistic="variety",
    find=_find,
    least_evidence=25,  # artists
    ordinary=2.5,  # artists for each effective artist
    theme=Theme.BREADTH,
    thresholds=Thresholds(
        low=1.2,
        high=1.8,
        has_low_phrases=False,
        measure=lambda values: values["artists"] / values["effective"],
    ),
)
