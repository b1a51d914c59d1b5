"""How matters stand with each source of facts: what it has told by now, and when it was asked."""

import sqlite3
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from musicanalyser.enrich import Source
from musicanalyser.store import journal
from musicanalyser.store.facts import coverage, source_facts
from musicanalyser.timespan import Window, from_ms


def standing(
    conn: sqlite3.Connection, sources: Mapping[str, Source], window: Window
) -> Iterator[tuple[str, str]]:
    """Yield what the last run did, and for each source how much of the music time it tells of."""
    yield "last enriched", _last_run(conn, window.zone)
    told = source_facts.counts(conn)
    shares = coverage.by_source(conn, since_ms=window.since_ms, until_ms=window.until_ms)
    for name, source in sources.items():
        counts = told.get(name)
        value = "never asked"
        if counts is not None:
            asked = counts.found + counts.missing + counts.error
            share = shares.get(name, 0.0)
            value = f"{counts.found:,} of {asked:,} found, {share:.0%} of the music time"
        yield f"{name}, by {source.SERVICE.title}", value


def _last_run(conn: sqlite3.Connection, zone: ZoneInfo) -> str:
    run = journal.last(conn, "enrich")
    if run is None:
        return "never"
    return f"{from_ms(run.started_ms, zone).isoformat(' ', 'minutes')}, {run.outcome}"
