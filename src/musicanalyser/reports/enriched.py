"""The report of what a run of `enrich` did."""

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from musicanalyser.enrich import Source
from musicanalyser.enrich.lyric_analysis.language_detection import can_detect_languages
from musicanalyser.flows.enriching.enrich_run import SourceOutcome
from musicanalyser.report import Column, ColumnKind, Report, Span
from musicanalyser.store.facts import coverage
from musicanalyser.timespan import Window

SOURCE = Column(name="source", title="Source")
SERVICE = Column(name="service", title="Service")
REQUESTS = Column(name="requests", title="Requests", kind=ColumnKind.COUNT)
_COLUMNS = (
    SOURCE,
    SERVICE,
    Column(name="found", title="Found", kind=ColumnKind.COUNT),
    Column(name="missing", title="Missing", kind=ColumnKind.COUNT),
    Column(name="failed", title="Failed", kind=ColumnKind.COUNT),
    REQUESTS,
    Column(name="coverage", title="Coverage", kind=ColumnKind.SHARE, bar=True),
    Column(name="gained", title="Gained", kind=ColumnKind.SHARE_CHANGE),
)
_COVERAGE = (
    "Coverage is the share of music time in this window for which the source has facts, from this"
    " run or an earlier one. Private sessions excluded."
)
_WITHOUT_LYRICS_EXTRA = (
    "Language, mood, profanity and themes of lyrics stay unknown. Install musicanalyser[lyrics],"
    " then run: musicanalyser enrich lyrics --refresh"
)


def build_enrich_report(
    conn: sqlite3.Connection,
    outcomes: Sequence[SourceOutcome],
    window: Window,
    without_key: Sequence[str],
    before: Mapping[str, float],
) -> Report:
    """Return what each source found, the share of the music time that it covers, and the gain.

    ``before`` holds the shares before the run, by source.
    """
    shares = coverage.share_by_source(conn, (window.since_ms, window.until_ms))
    return Report(
        name="enrich",
        title="Enrich",
        columns=_COLUMNS,
        rows=tuple(
            (
                one.name,
                one.source.SERVICE.title,
                one.found,
                one.missing,
                one.failed,
                one.requests,
                shares.get(one.name, 0.0),
                shares.get(one.name, 0.0) - before.get(one.name, 0.0),
            )
            for one in outcomes
        ),
        span=window_span(window),
        definition=_COVERAGE,
        notes=(
            *_list_failures(outcomes),
            *describe_missing_keys(without_key),
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


def describe_missing_keys(names: Sequence[str]) -> Iterator[str]:
    """Yield one line about the sources that have no key, if there are any."""
    if names:
        yield f"Skipped without a key: {', '.join(names)}."


def window_span(window: Window) -> Span:
    """Return a window as a report names it."""
    return Span(
        label=window.label, since=window.since, until=window.until, timezone=window.zone.key
    )
