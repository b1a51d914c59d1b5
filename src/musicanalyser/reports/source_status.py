"""The status of each source of facts, for `doctor`."""

import sqlite3
from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from musicanalyser.enrich import Source
from musicanalyser.store import journal
from musicanalyser.store.facts import coverage, source_facts
from musicanalyser.timespan import from_ms


def describe_sources(
    conn: sqlite3.Connection, sources: Mapping[str, Source], zone: ZoneInfo, *, full: bool
) -> Iterator[tuple[str, str]]:
    """Yield a label and a text for the last run and for each source.

    ``full`` compares all facts with all plays: the text of a source then holds the share of all
    music time that it covers.
    """
    yield "last enriched", _describe_last_run(conn, zone)
    answers = source_facts.count_by_status(conn)
    shares = coverage.share_by_source(conn) if full else {}
    for name, source in sources.items():
        counts = answers.get(name)
        text = "never asked"
        if counts is not None:
            asked = counts.found + counts.missing + counts.error
            text = f"{counts.found:,} of {asked:,} found"
            if full:
                text += f", {shares.get(name, 0.0):.0%} of music time"
        yield f"{name}, by {source.SERVICE.title}", text


def _describe_last_run(conn: sqlite3.Connection, zone: ZoneInfo) -> str:
    run = journal.find_last_run(conn, "enrich")
    if run is None:
        return "never"
    return f"{from_ms(run.started_ms, zone).isoformat(' ', 'minutes')}, {run.outcome}"
