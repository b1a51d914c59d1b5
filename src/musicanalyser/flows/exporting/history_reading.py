"""The rows of an export, read from the history in portions of bounded size."""

import sqlite3
from collections.abc import Generator, Iterator

from musicanalyser.flows.exporting.redaction import Redaction
from musicanalyser.imports.history_rows import HistoryRow, show_row, sighting_row, span_row
from musicanalyser.listening.span_merging import KnownSpan
from musicanalyser.model.evidence import LiveSpan
from musicanalyser.model.origin import LIVE, Origin
from musicanalyser.store.history import stored_sightings
from musicanalyser.timespan import Window

_ANY_MS = 10**15
"""Beyond any moment."""
_SPANS = """
select since_ms, until_ms from v_known_spans where origin = :origin order by since_ms
"""
_SHOWS = """
select t.named_artist, min(p.ended_ms)
from v_plays p
join v_tracks t on t.id = p.track_id
where p.kind = 'podcast' and p.source = :account and t.named_artist is not null
and p.started_ms >= :since_ms and p.started_ms < :until_ms
group by t.named_artist order by t.named_artist
"""
_ALL_SHOWS = """
select folded, coalesce((select min(since_ms) from v_known_spans), 0) from podcast_shows
order by folded
"""
_EVIDENCE = """
select e.sighting_id, iif(e.best, coalesce(p.heard_ms, 0), 0)
from v_evidence e
left join v_plays p on p.id = e.play_id
where e.ended_ms between :first_ms and :last_ms
and coalesce(p.started_ms, e.ended_ms) >= :since_ms
and coalesce(p.started_ms, e.ended_ms) < :until_ms
"""


def history_rows(
    conn: sqlite3.Connection, window: Window | None, redaction: Redaction | None
) -> Generator[HistoryRow]:
    """Yield known spans, podcast shows, and the sightings of all plays that start in a window.

    Without a window, that is everything, also shows without plays. All rows are those of one moment
    of the database.
    """
    span = _whole(window)
    conn.execute("begin")
    try:
        for origin in LIVE:
            yield from _span_rows(conn, origin, span)
        yield from _show_rows(conn, None if window is None else span, redaction)
        for ends_ms in stored_sightings.ends_ms(conn):
            yield from _sighting_rows(conn, ends_ms, span, redaction)
    finally:
        conn.execute("rollback")


def _whole(window: Window | None) -> KnownSpan:
    if window is None:
        return KnownSpan(-_ANY_MS, _ANY_MS)
    return KnownSpan(window.since_ms, window.until_ms)


def _span_rows(conn: sqlite3.Connection, origin: Origin, whole: KnownSpan) -> Iterator[HistoryRow]:
    for since_ms, until_ms in conn.execute(_SPANS, {"origin": origin.value}):
        span = LiveSpan(
            origin=origin,
            since_ms=max(since_ms, whole.since_ms),
            until_ms=min(until_ms, whole.until_ms),
        )
        if span.since_ms <= span.until_ms:
            yield span_row(span)


def _show_rows(
    conn: sqlite3.Connection, whole: KnownSpan | None, redaction: Redaction | None
) -> Iterator[HistoryRow]:
    values = {"account": Origin.ACCOUNT.value, **(whole._asdict() if whole else {})}
    for name, at_ms in conn.execute(_SHOWS if whole else _ALL_SHOWS, values):
        yield show_row(redaction.name(name) if redaction else name, at_ms=at_ms)


def _sighting_rows(
    conn: sqlite3.Connection,
    ends_ms: dict[int, int],
    whole: KnownSpan,
    redaction: Redaction | None,
) -> Iterator[HistoryRow]:
    first_ms, last_ms = min(ends_ms.values()), max(ends_ms.values())
    values = {"first_ms": first_ms, "last_ms": last_ms, **whole._asdict()}
    shown_ms = dict(conn.execute(_EVIDENCE, values).fetchall())
    if shown_ms.keys().isdisjoint(ends_ms):
        return
    for stored in stored_sightings.between(conn, first_ms, last_ms):
        if stored.id in ends_ms and stored.id in shown_ms:
            row = redaction.redact(stored.sighting) if redaction else stored.sighting
            yield sighting_row(row, shown_ms=shown_ms[stored.id])
