"""Reports of what a run of `enrich` would do, and of what it did."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Sequence

from musicanalyser.enrich import Source
from musicanalyser.enrich.lyric_analysis.language_detection import can_detect_languages
from musicanalyser.flows.enriching.enrich_run import SourceOutcome
from musicanalyser.flows.enriching.request_plan import SourcePlan
from musicanalyser.report import Column, ColumnKind, Report, Span
from musicanalyser.store.facts import coverage
from musicanalyser.timespan import Window

_SOURCE = Column(name="source", title="Source")
_SERVICE = Column(name="service", title="Service")
_REQUESTS = Column(name="requests", title="Requests", kind=ColumnKind.COUNT)
_COVERAGE = (
    "Coverage is the share of music time in this window for which the source has facts, from this"
    " run or an earlier one. Private sessions excluded."
)
_UPPER_LIMITS = (
    "Upper limits: a source needs what earlier sources find. The time is at the pace of each"
    " service."
)
_WITHOUT_LYRICS_EXTRA = (
    "Language, mood, profanity and themes of lyrics stay unknown. Install musicanalyser[lyrics],"
    " then run: musicanalyser enrich lyrics --refresh"
)
_NOTHING = "Nothing to fetch. Fill the history with: musicanalyser import PATH"


def build_plan(plans: Sequence[SourcePlan], window: Window, without_key: Sequence[str]) -> Report:
    """Return what each source would be asked, with requests, time and the data it is sent."""
    requests = sum(one.requests for one in plans)
    return Report(
        name="enrich-plan",
        title="Dry run: no requests sent",
        columns=(
            _SOURCE,
            _SERVICE,
            Column(name="subjects", title="Subjects", kind=ColumnKind.COUNT),
            _REQUESTS,
            Column(name="duration_ms", title="Time", kind=ColumnKind.DURATION),
            Column(name="sends", title="Sends"),
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
        span=_make_span(window),
        definition=_UPPER_LIMITS,
        notes=(f"{requests:,} requests in total.", *_describe_missing_keys(without_key)),
        empty=_NOTHING,
    )


def build_enrich_report(
    conn: sqlite3.Connection,
    outcomes: Sequence[SourceOutcome],
    window: Window,
    without_key: Sequence[str],
) -> Report:
    """Return what each source found, and the share of the music time that it now covers."""
    shares = coverage.share_by_source(conn, (window.since_ms, window.until_ms))
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
            for one in outcomes
        ),
        span=_make_span(window),
        definition=_COVERAGE,
        notes=(
            *_list_failures(outcomes),
            *_describe_missing_keys(without_key),
            *dict.fromkeys(f"{one.source.SERVICE.credit}." for one in outcomes),
        ),
    )


def describe_sent_data(sources: Iterable[Source]) -> str:
    """Return one line that says which data go to which services."""
    services: dict[str, dict[str, None]] = {}
    for one in sources:
        services.setdefault(one.SENDS, {})[one.SERVICE.title] = None
    return "Sent: " + "; ".join(f"{what} to {', '.join(to)}" for what, to in services.items()) + "."


def describe_unknown_lyrics(names: Collection[str]) -> Iterator[str]:
    """Yield one line about what stays unknown if lyrics are asked for without their extra."""
    if "lyrics" in names and not can_detect_languages():
        yield _WITHOUT_LYRICS_EXTRA


def _list_failures(outcomes: Iterable[SourceOutcome]) -> Iterator[str]:
    return (
        f"{one.name}: {one.source.SERVICE.title} {one.failure}." for one in outcomes if one.failure
    )


def _describe_missing_keys(names: Sequence[str]) -> Iterator[str]:
    if names:
        yield f"Skipped without a key: {', '.join(names)}."


def _make_span(window: Window) -> Span:
    return Span(
        label=window.label, since=window.since, until=window.until, timezone=window.zone.key
    )
