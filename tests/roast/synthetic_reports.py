"""Reports made of given rows, for figures that no history would produce so exactly."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

from musicanalyser.report import Column, Report, Span, Value
from musicanalyser.roast.facts.claims import Claim
from musicanalyser.roast.facts.window_reports import Reports
from musicanalyser.roast.kinds import KINDS

SINCE = datetime(2025, 1, 1, tzinfo=UTC)
WINDOW_DAYS = 100
UNTIL = SINCE + timedelta(days=WINDOW_DAYS)


def make_span(since: datetime | None = SINCE, until: datetime = UNTIL) -> Span:
    return Span(label="a window", since=since, until=until, timezone="UTC")


WINDOW = make_span()
YEAR_BEFORE = make_span(SINCE - timedelta(days=365), SINCE)


def make_report(
    name: str, *rows: Mapping[str, Value], span: Span = WINDOW, parts: Sequence[Report] = ()
) -> Report:
    """Return a report whose columns are the keys of its first row."""
    columns = tuple(Column(name=key, title=key) for key in rows[0])
    return Report(
        name=name,
        title=name,
        columns=columns,
        rows=tuple(tuple(row.values()) for row in rows),
        span=span,
        parts=tuple(parts),
    )


def make_totals(*, first_day: date = date(2020, 1, 1), span: Span = WINDOW) -> Report:
    """Return the report that says when the history begins."""
    return make_report("totals", {"kind": "music", "first_day": first_day}, span=span)


def find_claim(kind: str, *current: Report, past: Sequence[Report] = ()) -> Claim | None:
    """Return the claim of a kind from reports of the window and of the past."""
    reports = {"totals": make_totals(span=current[0].span or WINDOW)}
    return KINDS[kind].find_claim(
        Reports(
            reports | {report.name: report for report in current},
            {report.name: report for report in past},
        )
    )
