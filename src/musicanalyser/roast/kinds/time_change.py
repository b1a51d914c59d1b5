"""The change of the listening time against the previous window."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.figures import make_duration, make_share
from musicanalyser.roast.facts.report_values import UnknownError
from musicanalyser.roast.facts.surprise import compare_sizes
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS


def _find(kind: FactKind, reports: Reports) -> Claim:
    before_ms = reports.previous(kind.statistic).count("heard_ms")
    now_ms = reports.current(kind.statistic).first.count("heard_ms")
    change = make_share("change", abs(now_ms / before_ms - 1) if before_ms else 0.0)
    if not change.value:
        raise UnknownError("change")
    verb = "rose" if now_ms > before_ms else "fell"
    return make_claim(
        f"Listening time {verb} by {{change}}, from {{before}} in the window before to {{now}}.",
        change,
        make_duration("before", before_ms),
        make_duration("now", now_ms),
        surprise=compare_sizes(now_ms, before_ms),
        support=min(now_ms, before_ms) / HOUR_MS,
    )


KIND = FactKind(
    statistic="overview",
    find=_find,
    least_evidence=5,  # hours in either window
    theme=Theme.AMOUNT,
    thresholds=Thresholds(low=0, high=0, measure=lambda values: values["now"] - values["before"]),
)
