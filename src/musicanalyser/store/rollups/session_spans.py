"""The sessions of all music outside of private ones, with the usual longest silence."""

import sqlite3
from collections.abc import Iterator

from musicanalyser.listening.definitions import SESSION_GAP_MINUTES
from musicanalyser.listening.session_gaps import LONGEST_PLAY_MS, SessionPlay, split_sessions
from musicanalyser.units import MINUTE_MS

_GAP_MS = SESSION_GAP_MINUTES * MINUTE_MS
_FOREVER_MS = 10**15
"""Beyond any play, before and after 1970."""

_PLAYS = """
select h.started_ms, h.ended_ms, h.heard_ms, h.is_stream, h.track_id
from v_heard h
where h.kind = 'music' and h.private = 0 and h.started_ms between :since_ms and :until_ms
order by h.started_ms, h.id
"""
_ADD = """
insert into sessions (started_ms, ended_ms, heard_ms, plays, streams, track_id)
values (?, ?, ?, ?, ?, ?)
"""
# What was taken away and put back alike has not changed.
_CHANGED = """
select x.started_ms, x.started_ms + max(x.heard_ms + x.paused_ms, 0)
from changed_plays x
join play_classes c on c.id = x.class_id
join partitions q on q.id = c.partition_id
where q.kind = 'music' and q.private = 0
group by x.started_ms, x.play_id, x.track_id, x.heard_ms, x.paused_ms, c.heard
having sum(x.sign) <> 0
order by 1
"""
_LAST_BEGUN = """
select started_ms, ended_ms from sessions where started_ms <= ? order by started_ms desc limit 1
"""
_REMOVE = "delete from sessions where started_ms between :since_ms and :until_ms"


def rebuild(conn: sqlite3.Connection) -> None:
    """Find all sessions."""
    _find(conn, -_FOREVER_MS, _FOREVER_MS)


def update(conn: sqlite3.Connection) -> None:
    """Find the sessions again that the changed plays belong to, or join."""
    for since_ms, until_ms in list(_changed_spans(conn)):
        _find(conn, *_whole_sessions(conn, since_ms, until_ms))


def _changed_spans(conn: sqlite3.Connection) -> Iterator[tuple[int, int]]:
    """Yield the spans of changes that cannot be near one another."""
    span: tuple[int, int] | None = None
    for started_ms, ended_ms in conn.execute(_CHANGED):
        if span is not None and started_ms - span[1] <= LONGEST_PLAY_MS:
            span = span[0], max(span[1], ended_ms)
            continue
        if span is not None:
            yield span
        span = started_ms, ended_ms
    if span is not None:
        yield span


def _whole_sessions(conn: sqlite3.Connection, since_ms: int, until_ms: int) -> tuple[int, int]:
    """Return a span with all sessions that a change within it can reach.

    Sessions never overlap: of those before a moment only the last can reach it.
    """
    before = conn.execute(_LAST_BEGUN, (since_ms,)).fetchone()
    if before is not None and before[1] >= since_ms - _GAP_MS:
        since_ms = before[0]
    last = conn.execute(_LAST_BEGUN, (until_ms + _GAP_MS,)).fetchone()
    return since_ms, until_ms if last is None else max(until_ms, last[1])


def _find(conn: sqlite3.Connection, since_ms: int, until_ms: int) -> None:
    span = {"since_ms": since_ms, "until_ms": until_ms}
    conn.execute(_REMOVE, span)
    plays = map(SessionPlay._make, conn.execute(_PLAYS, span))
    conn.executemany(
        _ADD,
        (
            (one.started_ms, one.ended_ms, one.heard_ms, one.all_plays, one.plays,
             one.first_track_id)
            for one in split_sessions(plays, gap_ms=_GAP_MS)
        ),
    )  # fmt: skip
