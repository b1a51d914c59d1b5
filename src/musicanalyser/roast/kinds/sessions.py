"""How many sessions there were, and their median length."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_size, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.figures import make_count, make_duration
from musicanalyser.roast.facts.report_values import ReportReader
from musicanalyser.roast.facts.surprise import Size
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS, MINUTE_MS


def _find(kind: FactKind, reports: Reports) -> Claim:
    median = _read_median(reports.current(kind.statistic))
    return claim_size(
        kind,
        "Half of {sessions} sessions lasted {length} or less",
        median,
        read_past(reports, kind.statistic, _read_median),
        make_duration("length", median.value),
        make_count("sessions", median.whole),
    )


def _read_median(sessions: ReportReader) -> Size:
    row = sessions.first
    return Size(row.count("median_length_ms"), row.count("sessions"))


KIND = FactKind(
    statistic="sessions",
    find=_find,
    least_evidence=10,  # sessions
    ordinary=0.75 * HOUR_MS,  # of the median session
    theme=Theme.SESSIONS,
    thresholds=Thresholds(
        low=20 * MINUTE_MS, high=40 * MINUTE_MS, measure=lambda values: values["length"]
    ),
)
