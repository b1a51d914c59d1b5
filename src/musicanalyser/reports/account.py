"""The status of the signed-in account, as a report."""

from zoneinfo import ZoneInfo

from musicanalyser.flows.live.account_status import AccountStatus
from musicanalyser.flows.live.quotas import LearntQuota
from musicanalyser.report import Column, Report, Value
from musicanalyser.timespan import from_ms

_COLUMNS = (Column(name="what", title="What"), Column(name="found", title="Found"))


def account_report(status: AccountStatus, zone: ZoneInfo) -> Report:
    """Return the status, one row for each fact."""
    blocked_ms, usage = status.blocked_until_ms, status.usage
    rows: tuple[tuple[str, Value], ...] = (
        ("account", status.name),
        ("scopes", ", ".join(status.scopes) or None),
        ("agreed on", from_ms(status.authorized_ms, zone).date().isoformat()),
        ("days left", str(status.days_left)),
        ("blocked until", blocked_ms and from_ms(blocked_ms, zone).isoformat(" ", "minutes")),
        ("calls in 24 hours", f"{usage.used:,} of {usage.allowed:,}"),
        ("learnt quotas", "; ".join(_quota_text(quota, zone) for quota in status.quotas) or None),
    )
    return Report(
        name="auth",
        title="Spotify",
        columns=_COLUMNS,
        rows=rows,
        notes=(status.problem,) if status.problem else (),
    )


def _quota_text(quota: LearntQuota, zone: ZoneInfo) -> str:
    learnt_on = from_ms(quota.learnt_ms, zone).date().isoformat()
    return f"{quota.family}: refused after {quota.calls:,} calls on {learnt_on}"
