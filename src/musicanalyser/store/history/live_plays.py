"""What later knowledge says about plays of live origins: how long they were, and if they were."""

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from musicanalyser.model.origin import Exactness, Origin
from musicanalyser.model.play_end import Verdict
from musicanalyser.store.history import plays
from musicanalyser.store.history.plays import Revision
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS

_RECENT = """
select
  p.id, p.started_ms + p.heard_ms + p.paused_ms as ended_ms, s.played_ms as length_ms,
  (
    select max(b.started_ms + b.heard_ms + b.paused_ms) as before_ms from plays b
    where b.started_ms
      between p.started_ms + p.heard_ms + p.paused_ms - :day_ms
      and p.started_ms + p.heard_ms + p.paused_ms
    and b.started_ms + b.heard_ms + b.paused_ms < p.started_ms + p.heard_ms + p.paused_ms
  )
from plays p
join sightings s on s.id = coalesce(p.best_id, p.id)
where p.class_id in (
  select id from play_classes where source in (select value from json_each(:origins))
)
and p.started_ms between :since_ms - :day_ms and :until_ms
and p.started_ms + p.heard_ms + p.paused_ms between :since_ms and :until_ms
order by 2, 1
"""
_LONGEST_MS = DAY_MS
"""A play that takes longer from its start to its end is not looked for."""
_COVERED = """
with complete as materialized (
  select id from sighting_classes where source in (select value from json_each(:origins))
)
select
  (
    select ended_ms from sightings where class_id in complete order by ended_ms limit 1
  ),
  (
    select ended_ms from sightings where class_id in complete order by ended_ms desc limit 1
  )
"""
_INFERRED = """
select p.id, p.started_ms + p.heard_ms + p.paused_ms between :first_ms and :last_ms
from observations o
join plays p on p.id = o.sighting_id
where o.inferred = 1 and o.sighting_id >= :since_id
and not exists (select 1 from merged where merged.play_id = p.id)
"""

_COMPLETE = tuple(origin for origin in Origin if origin.traits.is_complete)
_HEARD_AT_MOST = tuple(origin for origin in Origin if origin.traits.heard is Exactness.AT_MOST)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecentPlay:
    """A play known only from a list of recent plays, and the end of the play before it."""

    id: int
    ended_ms: int
    length_ms: int
    before_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledPlay:
    """The longest time that a recent play can have been heard, and what follows from it."""

    id: int
    started_ms: int
    heard_ms: int
    verdict: Verdict


def recent_between(conn: sqlite3.Connection, since_ms: int, until_ms: int) -> list[RecentPlay]:
    """Return the recent plays that end in a closed span, in order of time."""
    values = {
        "origins": json.dumps(_HEARD_AT_MOST),
        "since_ms": since_ms,
        "until_ms": until_ms,
        "day_ms": _LONGEST_MS,
    }
    return [
        RecentPlay(id=row_id, ended_ms=ended_ms, length_ms=length_ms, before_ms=before_ms)
        for row_id, ended_ms, length_ms, before_ms in conn.execute(_RECENT, values)
    ]


def settle_recent(
    conn: sqlite3.Connection, settled: Iterable[SettledPlay], *, clock: LocalClock
) -> None:
    """Store the time that recent plays can have been heard."""
    found = list(settled)
    revisions = (Revision(one.id, one.started_ms, one.heard_ms, one.verdict) for one in found)
    plays.revise(conn, revisions, clock=clock)
    plays.set_highs(conn, ((one.heard_ms, one.id) for one in found))


def refute_inferred(conn: sqlite3.Connection, *, since_id: int) -> None:
    """Mark the inferred plays that did not happen, as a complete origin covers them and lacks them.

    Nothing is deleted, but the read views leave them out. Sightings before ``since_id`` stay as
    they are.
    """
    first_ms, last_ms = conn.execute(_COVERED, {"origins": json.dumps(_COMPLETE)}).fetchone()
    span = {"first_ms": first_ms or 0, "last_ms": last_ms or -1}
    found = conn.execute(_INFERRED, {"since_id": since_id, **span}).fetchall()
    plays.revise(conn, (Revision(play_id, refuted=bool(did_not)) for play_id, did_not in found))
