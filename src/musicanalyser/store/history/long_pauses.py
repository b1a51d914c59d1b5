"""Plays whose start stamp lies so long before their end that other plays must confirm it."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from musicanalyser.model.origin import Clock, Origin
from musicanalyser.store.history import plays
from musicanalyser.store.history.plays import Revision
from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.units import DAY_MS

_BETWEEN = """
with exact as materialized (
  select id from sighting_classes where source in (select value from json_each(:origins))
),
late as materialized (
  select id from sighting_classes
  where offline = 1 or reason_end in (select value from json_each(:late_reasons))
),
paused as materialized (
  select
    id, class_id, ended_ms, ended_ms - played_ms as latest_ms,
    ended_ms - played_ms - stamped_before_ms as stamp_ms
  from sightings indexed by sightings_stamped_early
  where stamped_before_ms > 900000 and stamped_before_ms > 21600000
  and ended_ms - played_ms - stamped_before_ms
    between :since_ms - 2 * :day_ms and :until_ms + :near_ms
)
select
  p.id, s.latest_ms, s.stamp_ms,
  exists (
    select 1 from sightings o
    where o.ended_ms between s.stamp_ms - :near_ms and s.stamp_ms + :near_ms
    and o.class_id in exact
  ) or (
    s.latest_ms - s.stamp_ms <= :day_ms and not exists (
      select 1 from sightings o
      where o.ended_ms > s.stamp_ms + :near_ms and o.ended_ms < s.ended_ms
      and o.class_id in exact
    )
  )
from paused s
join plays p on p.id = coalesce((select m.play_id from merged m where m.sighting_id = s.id), s.id)
where coalesce(p.best_id, p.id) = s.id and s.class_id not in late
order by p.id
"""
_EXACT = tuple(origin for origin in Origin if origin.traits.clock is Clock.SECOND)


class LongPause(NamedTuple):
    """A play with two possible starts, and whether other plays confirm the earlier one."""

    play_id: int
    latest_start_ms: int
    stamped_start_ms: int
    is_confirmed: int


def between(
    conn: sqlite3.Connection,
    since_ms: int,
    until_ms: int,
    *,
    near_ms: int,
    late_reasons: Iterable[str],
) -> list[LongPause]:
    """Return the plays with a long pause that rows ending in a closed span may confirm or refute.

    Only rows of origins count that stamp their end to the second. A stamp is confirmed by a row
    that ended ``near_ms`` or less before or after it. A pause of a day or less is also confirmed if
    no row ended within it.
    """
    values = {
        "since_ms": since_ms,
        "until_ms": until_ms,
        "near_ms": near_ms,
        "day_ms": DAY_MS,
        "origins": json.dumps(_EXACT),
        "late_reasons": json.dumps(sorted(late_reasons)),
    }
    return [LongPause(*row) for row in conn.execute(_BETWEEN, values)]


def move_starts(
    conn: sqlite3.Connection, starts: Iterable[tuple[int, int]], *, clock: LocalClock
) -> None:
    """Store the start, in ms since 1970 UTC, of plays given as pairs of id and start."""
    revisions = (Revision(play_id, started_ms) for play_id, started_ms in starts)
    plays.revise(conn, revisions, clock=clock)
