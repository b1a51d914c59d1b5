"""The days without music, where the history covers the whole window."""

from musicanalyser.roast.facts.claims import Claim, make_claim
from musicanalyser.roast.facts.comparison import read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Theme, Thresholds
from musicanalyser.roast.facts.figures import make_count, make_days
from musicanalyser.roast.facts.report_values import ReportReader
from musicanalyser.roast.facts.surprise import Proportion, compare_shares
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    reports.require_history()
    streaks = reports.current(kind.statistic)
    share = _read_quiet_share(streaks)
    all_days = streaks.first.count("days")
    quiet_days = all_days - streaks.first.count("active_days")
    figures = [make_days("days", all_days)]
    sentence = "Not one of {days} went by without music."
    if quiet_days:
        figures.insert(0, make_count("quiet", quiet_days))
        sentence = "{quiet} of {days} went by without music."
    return make_claim(
        sentence, *figures, surprise=_measure_surprise(kind, reports, share), support=share.whole
    )


def _measure_surprise(kind: FactKind, reports: Reports, share: Proportion) -> float:
    past = read_past(reports, kind.statistic, _read_quiet_share)
    if past is None or past.value.whole < kind.least_evidence:
        return kind.surprise_without_past(share.value)
    return compare_shares(share, past.value)


def _read_quiet_share(streaks: ReportReader) -> Proportion:
    row = streaks.first
    return Proportion(1 - row.share("active_share"), row.count("days"))


KIND = FactKind(
    statistic="streaks",
    find=_find,
    least_evidence=28,  # days of the window
    ordinary=0.15,  # of days
    theme=Theme.DAYS,
    thresholds=Thresholds(
        low=0.04,
        high=0.1,
        measure=lambda values: values.get("quiet", 0.0) / values["days"],
    ),
)
