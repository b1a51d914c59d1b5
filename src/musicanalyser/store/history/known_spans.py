"""From when to when the history knows what was heard, by origin.

Spans are written in the transaction of what proves them: rows of an export, a poll of `watch`, or a
reading of the list of recent plays.
"""

import sqlite3
from collections.abc import Iterable, Sequence

from musicanalyser.listening.span_merging import KnownSpan, merge_spans, span_moments
from musicanalyser.model.evidence import Sighting
from musicanalyser.model.origin import EXPORTS, Origin

_ANY_GAP_MS = 10**15
"""Longer than any history."""

_NEARBY = """
select since_ms, until_ms from known_spans
where origin = :origin and since_ms <= :until_ms + :gap_ms and until_ms >= :since_ms - :gap_ms
order by since_ms
"""
_REMOVE = "delete from known_spans where origin = ? and since_ms = ?"
_ADD = "insert into known_spans (origin, since_ms, until_ms) values (?, ?, ?)"
_FORGET = "delete from known_spans where origin = ?"
_OF_ORIGIN = "class_id in (select id from sighting_classes where source = ?)"
_WHOLE = f"""
select min(ended_ms - played_ms), max(ended_ms) from sightings where {_OF_ORIGIN}
having count(*) > 0
"""  # noqa: S608 - of constants
_MOMENTS = f"select ended_ms from sightings where {_OF_ORIGIN} order by ended_ms"  # noqa: S608


def extend(conn: sqlite3.Connection, origin: Origin, span: KnownSpan) -> None:
    """Add a span, merged with those of its origin that are close enough to be one with it."""
    gap_ms = origin.traits.longest_gap_ms
    nearby = [
        KnownSpan(*row)
        for row in conn.execute(
            _NEARBY,
            {
                "origin": origin.value,
                "since_ms": span.since_ms,
                "until_ms": span.until_ms,
                "gap_ms": _ANY_GAP_MS if gap_ms is None else gap_ms,
            },
        )
    ]
    merged = merge_spans([*nearby, span], longest_gap_ms=gap_ms)
    conn.executemany(_REMOVE, ((origin.value, one.since_ms) for one in nearby))
    conn.executemany(_ADD, ((origin.value, *one) for one in merged))


def extend_by_rows(conn: sqlite3.Connection, rows: Sequence[Sighting]) -> None:
    """Extend the spans of exports from the first to the last of some rows.

    Rows that lie too far apart for their origin belong to different spans.
    """
    for origin in EXPORTS:
        of_origin = [(row.ended_ms, row.played_ms) for row in rows if row.origin is origin]
        gap_ms = origin.traits.longest_gap_ms
        if gap_ms is not None:
            _extend_by_moments(conn, origin, sorted(at_ms for at_ms, _ in of_origin), gap_ms)
        elif of_origin:
            since_ms = min([ended_ms - played_ms for ended_ms, played_ms in of_origin])
            extend(conn, origin, KnownSpan(since_ms, max(of_origin)[0]))


def rebuild(conn: sqlite3.Connection) -> None:
    """Derive the spans of exports again from their sightings; the others cannot be derived."""
    for origin in EXPORTS:
        conn.execute(_FORGET, (origin.value,))
        gap_ms = origin.traits.longest_gap_ms
        if gap_ms is not None:
            moments_ms = [at_ms for (at_ms,) in conn.execute(_MOMENTS, (origin.value,))]
            _extend_by_moments(conn, origin, moments_ms, gap_ms)
            continue
        for row in conn.execute(_WHOLE, (origin.value,)).fetchall():
            extend(conn, origin, KnownSpan(*row))


def _extend_by_moments(
    conn: sqlite3.Connection, origin: Origin, moments_ms: Iterable[int], gap_ms: int
) -> None:
    for span in span_moments(moments_ms, longest_gap_ms=gap_ms):
        extend(conn, origin, span)
