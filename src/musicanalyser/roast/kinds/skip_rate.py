"""The share of skipped plays."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.skip_rates import read_skip_rate
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    return claim_share(
        kind,
        "{share} of plays were skipped",
        read_skip_rate(reports.current(kind.statistic)),
        read_past(reports, kind.statistic, read_skip_rate),
    )


KIND = FactKind(
    statistic="skips",
    find=_find,
    least_evidence=100,  # plays whose end is known
    ordinary=0.35,  # of plays
    theme=Theme.SKIPS,
    thresholds=Thresholds(low=0.18, high=0.3),
)
