"""The growth of the listening time against the previous window."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_duration, make_share
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import OrdinarySize, compare_sizes
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS

_LEAST_TIMES = 1.25


def _find(kind: FactKind, reports: Reports) -> Claim:
    before_ms = reports.previous(kind.statistic).count("heard_ms")
    now_ms = reports.current(kind.statistic).first.count("heard_ms")
    if not before_ms or now_ms < _LEAST_TIMES * before_ms:
        raise UnknownError("heard_ms")
    return Claim(
        figures=(
            make_share("change", abs(now_ms / before_ms - 1)),
            make_duration("before", before_ms),
            make_duration("now", now_ms),
        ),
        from_past=compare_sizes(now_ms, before_ms),
        support=min(now_ms, before_ms) / HOUR_MS,
        has_past=True,
    )


KIND = FactKind(
    statistic="overview",
    find=_find,
    least_evidence=5,  # hours in either window
    ordinary=OrdinarySize(1),
    theme=Theme.CHANGE,
    relation=Relation.AGAIN,
)
