"""The plays of a window by what their evidence says of them: device, shuffle, way in, end."""

import sqlite3
from itertools import count
from typing import NamedTuple

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import Window
from musicanalyser.units import SECOND_MS

LEAST_PAUSE_MS = 30 * SECOND_MS
"""A shorter pause may be a rounded stamp, or the time in which a track is loaded."""

_CREATE = """
create temp table {name} (
  class_id integer, device_id integer, plays integer, plays_known integer, skips integer,
  plays_stamped integer, plays_paused integer, paused_ms integer,
  primary key (class_id, device_id)
) without rowid
"""
_SUMS = ("plays", "plays_known", "skips", "plays_stamped", "plays_paused", "paused_ms")
# Rows that are added to those of the same key need no sorting, which takes longer.
_ADD = f"""
insert into {{name}}
select
  class_id, device_id, 1, is_known, is_skip, is_stamped, pause_ms >= {LEAST_PAUSE_MS},
  iif(pause_ms >= {LEAST_PAUSE_MS}, pause_ms, 0)
from (
  select
    s.class_id, s.device_id, h.verdict <> 'unknown' as is_known, h.verdict = 'skipped' as is_skip,
    s.is_stamped, h.ended_ms - h.started_ms - h.heard_ms as pause_ms
  from v_heard h
  cross join v_sightings s on s.id = h.sighting_id
  where {{{{music}}}} and {{{{window}}}}
)
where true
on conflict do update set {", ".join(f"{name} = {name} + excluded.{name}" for name in _SUMS)}
"""  # noqa: S608
_WAYS = """
select
  c.source, c.offline, c.reason_start, c.reason_end, d.platform, d.shuffle, w.plays,
  w.plays_known, w.skips, w.plays_stamped, w.plays_paused, w.paused_ms
from {name} w
join v_sighting_classes c on c.id = w.class_id
join v_devices d on d.id = w.device_id
"""
_NUMBERS = count()


class PlayWay(NamedTuple):
    """Plays whose evidence says the same of them; what it does not say is ``None``."""

    source: str
    offline: int | None
    reason_start: str | None
    reason_end: str | None
    platform: str | None
    shuffle: int | None
    plays: int
    plays_known: int
    """The plays whose verdict is known."""
    skips: int
    plays_stamped: int
    """The plays whose start the origin stamps."""
    plays_paused: int
    """The plays with a pause of `LEAST_PAUSE_MS` or more."""
    paused_ms: int
    """The sum of these pauses."""


def play_ways(conn: sqlite3.Connection, question: Question, window: Window) -> list[PlayWay]:
    """Return the sums of a window."""
    name = f"play_ways_{next(_NUMBERS)}"
    conn.execute(_CREATE.format(name=name))
    run_query(conn, _ADD.format(name=name), question, window)
    return list(map(PlayWay._make, conn.execute(_WAYS.format(name=name))))
