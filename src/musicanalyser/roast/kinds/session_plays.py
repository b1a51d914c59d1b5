"""The mean number of plays in a session."""

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_size, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.figures import make_count
from musicanalyser.roast.facts.report_values import ReportReader
from musicanalyser.roast.facts.surprise import Size
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    mean = _read_mean(reports.current(kind.statistic))
    return claim_size(
        kind,
        "A session held {plays} plays on average",
        mean,
        read_past(reports, kind.statistic, _read_mean),
        make_count("plays", mean.value),
    )


def _read_mean(sessions: ReportReader) -> Size:
    row = sessions.first
    return Size(row.number("plays_per_session"), row.count("sessions"))


KIND = FactKind(
    statistic="sessions",
    find=_find,
    least_evidence=20,  # sessions
    ordinary=10,  # plays in a session
    theme=Theme.SESSIONS,
    thresholds=Thresholds(low=6, high=12, measure=lambda values: values["plays"]),
)
