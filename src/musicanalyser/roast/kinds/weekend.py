"""The share of plays on Saturdays and Sundays, in a window with enough of them."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.hour_shares import claim_share_of_cells
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.window_reports import Reports

_WEEKEND = {"Saturday", "Sunday"}
_LEAST_DAYS = 14
"""In a shorter window a single weekend decides the share."""


def _find(kind: FactKind, reports: Reports) -> Claim:
    since, until = reports.window.since, reports.window.until
    if since is not None and (until - since).days < _LEAST_DAYS:
        raise UnknownError("weekend")
    sentence = "{share} of plays fell on Saturdays and Sundays"
    return claim_share_of_cells(kind, reports, sentence, lambda cell: cell.weekday in _WEEKEND)


KIND = FactKind(
    statistic="heatmap",
    find=_find,
    least_evidence=100,  # plays
    ordinary=2 / 7,  # of plays
    theme=Theme.CLOCK,
    thresholds=Thresholds(low=0.22, high=0.36),
)
