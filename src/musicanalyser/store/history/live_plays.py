"""What later knowledge says about plays of live origins: how long they were, and if they were."""

import json
import sqlite3
from typing import NamedTuple

from musicanalyser.model.origin import Exactness, Origin
from musicanalyser.store.history import plays
from musicanalyser.store.history.plays import Revision
from musicanalyser.units import DAY_MS

_RECENT = """
select
  p.id, p.started_ms, p.started_ms + p.heard_ms + p.paused_ms as ended_ms, p.heard_ms, c.verdict,
  s.played_ms as length_ms, b.high_ms, coalesce(o.high_ms, s.played_ms)
from plays p
join play_classes c on c.id = p.class_id
join sightings s on s.id = coalesce(p.best_id, p.id)
left join play_bounds b on b.play_id = p.id
left join observations o on o.sighting_id = s.id
where c.source in (select value from json_each(:origins))
and p.started_ms between :since_ms - :day_ms and :until_ms
and p.started_ms + p.heard_ms + p.paused_ms between :since_ms and :until_ms
order by 3, 1
"""
_LONGEST_MS = DAY_MS
"""A play that takes longer from its start to its end is not looked for."""
_MAY_BE_REFUTED = """
select exists (select 1 from observations where inferred = 1 and sighting_id >= :since_id)
or exists (
  select 1 from sighting_classes where source in (select value from json_each(:copies))
)
"""
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
_COPIED = """
select p.id, p.started_ms + p.heard_ms + p.paused_ms between :first_ms and :last_ms as did_not
from sightings s
join plays p on p.id = coalesce((select play_id from merged m where m.sighting_id = s.id), s.id)
join play_classes c on c.id = p.class_id
where s.id >= :since_id and s.class_id in (
  select id from sighting_classes where source in (select value from json_each(:copies))
)
and c.source in (select value from json_each(:services)) and c.refuted <> did_not
"""

_COMPLETE = tuple(origin for origin in Origin if origin.traits.is_complete)
_COPIES = tuple(origin for origin in Origin if origin.traits.copies_spotify)
_SERVICES = tuple(origin for origin in Origin if origin.traits.is_service)
_HEARD_AT_MOST = tuple(origin for origin in Origin if origin.traits.heard is Exactness.AT_MOST)


_COUNT_REFUTED = """
select iif(
  exists (select 1 from play_classes where refuted = 1),
  (select count(*) from plays where class_id in (select id from play_classes where refuted = 1)),
  0
)
"""


class RecentPlay(NamedTuple):
    """A play known only from a list of recent plays, as it is stored.

    Moments are in ms since 1970 UTC, and ``length_ms`` is the length of the track. No more than
    ``limit_ms`` can have been heard, as nothing played before.
    """

    id: int
    started_ms: int
    ended_ms: int
    heard_ms: int
    verdict: str
    length_ms: int
    high_ms: int | None
    limit_ms: int


def recent_between(conn: sqlite3.Connection, since_ms: int, until_ms: int) -> list[RecentPlay]:
    """Return the recent plays that end in a closed span, in order of time."""
    values = {
        "origins": json.dumps(_HEARD_AT_MOST),
        "since_ms": since_ms,
        "until_ms": until_ms,
        "day_ms": _LONGEST_MS,
    }
    return [RecentPlay(*row) for row in conn.execute(_RECENT, values)]


def refute(conn: sqlite3.Connection, *, since_id: int) -> None:
    """Mark the plays that did not happen, as a complete origin covers them and lacks them.

    These are inferred plays, and copies of Spotify's in other services. Nothing is deleted, but the
    read views leave them out. Sightings before ``since_id`` stay as they are.
    """
    values = {
        "since_id": since_id,
        "copies": json.dumps(_COPIES),
        "services": json.dumps(_SERVICES),
    }
    if not conn.execute(_MAY_BE_REFUTED, values).fetchone()[0]:
        return
    first_ms, last_ms = conn.execute(_COVERED, {"origins": json.dumps(_COMPLETE)}).fetchone()
    values |= {"first_ms": first_ms or 0, "last_ms": last_ms or -1}
    found = [row for sql in (_INFERRED, _COPIED) for row in conn.execute(sql, values).fetchall()]
    plays.revise(conn, (Revision(play_id, refuted=bool(did_not)) for play_id, did_not in found))


def count_refuted(conn: sqlite3.Connection) -> int:
    """Return how many plays did not happen."""
    return int(conn.execute(_COUNT_REFUTED).fetchone()[0])
