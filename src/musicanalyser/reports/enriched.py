"""What enriching would do, and did, as reports."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from musicanalyser.enrich import Source
from musicanalyser.flows.enriching.enrich_run import Plan, SourceOutcome
from musicanalyser.report import Column, ColumnKind, Report, Span
from musicanalyser.store.facts import coverage
from musicanalyser.timespan import Window

_SOURCE = Column(name="source", title="Source")
_SERVICE = Column(name="service", title="Service")
_REQUESTS = Column(name="requests", title="Requests", kind=ColumnKind.COUNT)
_COVERAGE = (
    "Coverage is the share of the music time heard in the window that a source tells of, by what"
    " was found in this and earlier runs. Private plays are left out."
)
_AT_MOST = (
    "At most: what later sources can be asked depends on what earlier ones tell. The time is that"
    " of the services' own pace."
)
_NOTHING = "There is nothing to ask about. Fill the history with: musicanalyser import PATH"


def planned(plans: Sequence[Plan], window: Window, without_key: Sequence[str]) -> Report:
    """Return what each source would be asked, and sent."""
    requests = sum(one.requests for one in plans)
    return Report(
        name="enrich-plan",
        title="Enrich, dry run: nobody was asked",
        columns=(
            _SOURCE,
            _SERVICE,
            Column(name="subjects", title="Subjects", kind=ColumnKind.COUNT),
            _REQUESTS,
            Column(name="duration_ms", title="Time", kind=ColumnKind.DURATION),
            Column(name="sends", title="Is sent"),
        ),
        rows=tuple(
            (
                one.name,
                one.source.SERVICE.title,
                one.subjects,
                one.requests,
                one.duration_ms,
                one.source.SENDS,
            )
            for one in plans
        ),
        span=_span(window),
        definition=_AT_MOST,
        notes=(f"{requests:,} requests in all.", *_lacking(without_key)),
        empty=_NOTHING,
    )


def told(
    conn: sqlite3.Connection,
    tallies: Sequence[SourceOutcome],
    window: Window,
    without_key: Sequence[str],
) -> Report:
    """Return what each source told, and how much of the listening time it tells of by now."""
    shares = coverage.by_source(conn, since_ms=window.since_ms, until_ms=window.until_ms)
    return Report(
        name="enrich",
        title="Enrich",
        columns=(
            _SOURCE,
            _SERVICE,
            Column(name="found", title="Found", kind=ColumnKind.COUNT),
            Column(name="missing", title="Missing", kind=ColumnKind.COUNT),
            Column(name="failed", title="Failed", kind=ColumnKind.COUNT),
            _REQUESTS,
            Column(name="coverage", title="Coverage", kind=ColumnKind.SHARE, bar=True),
        ),
        rows=tuple(
            (
                one.name,
                one.source.SERVICE.title,
                one.found,
                one.missing,
                one.failed,
                one.requests,
                shares.get(one.name, 0.0),
            )
            for one in tallies
        ),
        span=_span(window),
        definition=_COVERAGE,
        notes=(
            *troubles(tallies),
            *_lacking(without_key),
            *credits_of(one.source for one in tallies),
        ),
    )


def troubles(tallies: Iterable[SourceOutcome]) -> Iterator[str]:
    """Say of each source that ended early why it did."""
    return (
        f"{one.name}: {one.source.SERVICE.title} {one.trouble}." for one in tallies if one.trouble
    )


def sent(sources: Iterable[Source]) -> str:
    """Say in one line what leaves the machine, and to whom."""
    sends: dict[str, dict[str, None]] = {}
    for one in sources:
        sends.setdefault(one.SENDS, {})[one.SERVICE.title] = None
    return "Sent: " + "; ".join(f"{what} to {', '.join(to)}" for what, to in sends.items()) + "."


def credits_of(sources: Iterable[Source]) -> tuple[str, ...]:
    """Return the credits of sources, each service once."""
    return tuple(dict.fromkeys(f"{one.SERVICE.credit}." for one in sources))


def _lacking(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"Not asked, for want of a key: {', '.join(names)}."


def _span(window: Window) -> Span:
    return Span(
        label=window.label, since=window.since, until=window.until, timezone=window.zone.key
    )
