"""How much of the listening time each source of facts covers."""

import sqlite3

_HEARD_EVER = """
select k.track_id, k.heard_ms
from track_totals k
join partitions q on q.id = k.partition_id
where q.kind = 'music' and q.private = 0
"""
_HEARD = """
select h.track_id, h.heard_ms
from v_heard h
where h.kind = 'music' and h.private = 0
  and h.started_ms >= :since_ms and h.started_ms < :until_ms
"""
_COVERAGE = """
with heard as materialized (
  select t.song_id, sum(h.heard_ms) as heard_ms
  from ({heard}) h
  join tracks t on t.id = h.track_id
  group by t.song_id
),
known as (
  select f.source, t.song_id
  from facts f
  join tracks t on t.uri = f.subject
  where f.status = 'found'
  union
  select f.source, t.song_id
  from v_track_facts k
  join tracks t on t.id = k.track_id
  join facts f on f.subject = k.artist_uri
  where f.status = 'found'
)
select known.source, sum(heard.heard_ms) * 1.0 / (select sum(heard_ms) from heard)
from known
join heard on heard.song_id = known.song_id
group by known.source
"""
_MUSIC_TIME = """
select coalesce(sum(h.heard_ms), 0)
from v_heard h
where h.kind = 'music' and h.private = 0
  and h.started_ms >= :since_ms and h.started_ms < :until_ms
"""


def share_by_source(
    conn: sqlite3.Connection, span: tuple[int, int] | None = None
) -> dict[str, float]:
    """Return the share of the music time, from 0 to 1, for which each source has a fact.

    The span is half-open, in ms since 1970 UTC; without one, it is that of all plays. A fact about
    one id of a song counts for all ids of it. Private sessions are excluded. A source without any
    share is missing from the result.
    """
    heard, values = (_HEARD_EVER, ()) if span is None else (_HEARD, span)
    named = dict(zip(("since_ms", "until_ms"), values, strict=False))
    rows = conn.execute(_COVERAGE.format(heard=heard), named)
    return {source: share for source, share in rows if share is not None}


def missing_time(
    conn: sqlite3.Connection, source: str, span: tuple[int, int], share: float
) -> float:
    """Return the music time in ms for which a source lacks facts until it covers a share of it."""
    if not share:
        return 0.0
    named = dict(zip(("since_ms", "until_ms"), span, strict=True))
    (whole_ms,) = conn.execute(_MUSIC_TIME, named).fetchone()
    return max(0.0, share - share_by_source(conn, span).get(source, 0.0)) * float(whole_ms)
