"""Days and sessions: how many, how long, how regular, and how much."""

from datetime import date, time
from functools import partial

from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.comparison import claim_share, read_past
from musicanalyser.roast.facts.fact_kind import FactKind, Relation, Theme
from musicanalyser.roast.facts.figures import make_count, make_days, make_duration, make_share
from musicanalyser.roast.facts.report_values import ReportReader, UnknownError
from musicanalyser.roast.facts.surprise import (
    OrdinaryShare,
    OrdinarySize,
    Proportion,
    compare_sizes,
)
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.units import HOUR_MS

_LEAST_TIMES = 2.5
"""How many times the median day the busiest one has."""
_LEAST_CHANGE = 1.25
"""How many times the shorter listening time the longer one is."""


def _claim_record_day(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).first
    plays, median = row.count("day_plays"), row.count("median_plays")
    if not median or plays < _LEAST_TIMES * median:
        raise UnknownError("day_plays")
    return Claim(
        figures=(make_count("plays", plays), make_count("usual", median)),
        from_others=kind.ordinary.distance(plays / median),
        support=row.count("days"),
    )


def _claim_long_session(kind: FactKind, reports: Reports) -> Claim:
    row = reports.current(kind.statistic).part("longest-sessions").first
    length_ms, plays = row.count("length_ms"), row.count("plays")
    return Claim(
        figures=(make_duration("length", length_ms), make_count("plays", plays)),
        from_others=kind.ordinary.distance(length_ms),
        support=plays,
    )


def _claim_streak(kind: FactKind, reports: Reports) -> Claim:
    days = reports.current(kind.statistic).first.count("longest_streak_days")
    return Claim(
        figures=(make_days("streak", days),),
        from_others=kind.ordinary.distance(days),
        support=days,
    )


def _claim_quiet_days(kind: FactKind, reports: Reports) -> Claim:
    reports.require_history()
    row = reports.current(kind.statistic).first
    active = row.count("active_days")
    days = max(active, row.count("days") - _is_last_day_open(reports))
    now = Proportion.of(days - active, days)
    past = read_past(reports, kind.statistic, _read_quiet_share)
    figures = (make_count("quiet", days - active), make_days("days", days))
    return claim_share(kind, now, past, since=0.08).with_figures(*figures)


def _is_last_day_open(reports: Reports) -> bool:
    """Return whether the last day of the window is known, not over, and had no music yet."""
    until, known = reports.window.until, reports.current("streaks").report.known
    if known is not None and known.until is not None and known.until < until.date():
        return False
    heard = [row.day("last_day") for row in reports.current("totals").rows]
    is_cut = until.timetz().replace(tzinfo=None) != time()
    return is_cut and max(heard, default=date.min) < until.date()


def _read_quiet_share(streaks: ReportReader) -> Proportion:
    row = streaks.first
    return Proportion(1 - row.share("active_share"), row.count("days"))


def _claim_change(kind: FactKind, reports: Reports, *, is_rise: bool) -> Claim:
    """Return a claim about the listening time against the previous window."""
    before_ms = reports.previous(kind.statistic).count("heard_ms")
    now_ms = reports.current(kind.statistic).first.count("heard_ms")
    less_ms, more_ms = (before_ms, now_ms) if is_rise else (now_ms, before_ms)
    if not less_ms or more_ms < _LEAST_CHANGE * less_ms:
        raise UnknownError("heard_ms")
    return Claim(
        figures=(
            make_share("change", abs(now_ms / before_ms - 1)),
            make_duration("before", before_ms),
            make_duration("now", now_ms),
        ),
        from_past=compare_sizes(now_ms, before_ms),
        support=less_ms / HOUR_MS,
        has_past=True,
    )


KINDS = {
    "record-day": FactKind(
        statistic="moments",
        find=_claim_record_day,
        least_evidence=14,  # days with plays
        ordinary=OrdinarySize(2.4),  # times the median day
        theme=Theme.RECORD,
        relation=Relation.MUCH,
    ),
    "long-session": FactKind(
        statistic="sessions",
        find=_claim_long_session,
        least_evidence=15,  # plays in the session
        ordinary=OrdinarySize(2 * HOUR_MS),
        theme=Theme.SESSIONS,
        relation=Relation.MUCH,
    ),
    "streak": FactKind(
        statistic="streaks",
        find=_claim_streak,
        least_evidence=10,  # days
        ordinary=OrdinarySize(25),
        theme=Theme.DAYS,
        relation=Relation.AGAIN,
    ),
    "quiet-days": FactKind(
        statistic="streaks",
        find=_claim_quiet_days,
        least_evidence=28,  # days of the window
        ordinary=OrdinaryShare(0.08, 0.8),
        theme=Theme.DAYS,
        relation=Relation.GONE,
    ),
    "rise": FactKind(
        statistic="overview",
        find=partial(_claim_change, is_rise=True),
        least_evidence=5,  # hours in either window
        ordinary=OrdinarySize(1),
        theme=Theme.CHANGE,
        relation=Relation.AGAIN,
    ),
    "fall": FactKind(
        statistic="overview",
        find=partial(_claim_change, is_rise=False),
        least_evidence=5,  # hours in either window
        ordinary=OrdinarySize(1),
        theme=Theme.CHANGE,
        relation=Relation.GONE,
    ),
}
