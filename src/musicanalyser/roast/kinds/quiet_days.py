"""The days without music, where the history covers the whole window."""

from dataclasses import replace
from datetime import date, time

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_days
from musicanalyser.roast.facts.report_values import ReportReader
from musicanalyser.roast.facts.surprise import OrdinaryShare, Proportion
from musicanalyser.roast.facts.window_reports import Reports


def _find(kind: FactKind, reports: Reports) -> Claim:
    reports.require_history()
    row = reports.current(kind.statistic).first
    is_open = _is_last_day_open(reports)
    days, active = row.count("days") - is_open, row.count("active_days")
    now = Proportion.of(days - active, days)
    past = read_past(reports, kind.statistic, _read_quiet_share)
    claim = claim_share(kind, now, past, since=0.08)
    figures = (make_count("quiet", days - active), make_days("days", days))
    return replace(claim, figures=figures)


def _is_last_day_open(reports: Reports) -> bool:
    """Return whether the last day of the window is not over, and had no music yet."""
    until = reports.window.until
    heard = [row.day("last_day") for row in reports.current("totals").rows]
    is_cut = until.timetz().replace(tzinfo=None) != time()
    return is_cut and max(heard, default=date.min) < until.date()


def _read_quiet_share(streaks: ReportReader) -> Proportion:
    row = streaks.first
    return Proportion(1 - row.share("active_share"), row.count("days"))


KIND = FactKind(
    statistic="streaks",
    find=_find,
    least_evidence=28,  # days of the window
    ordinary=OrdinaryShare(0.08, 0.8),
    theme=Theme.DAYS,
    relation=Relation.GONE,
)
