"""The sums of each local day, by the hour of the week in which the plays sounded."""

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator

from musicanalyser.timespan.local_clock import LocalClock, week_hour
from musicanalyser.timespan.quarter_hours import QUARTER_MS, quarter_parts

_COUNTS = ("sounded_ms", "heard_ms", "plays", "streams", "fulls", "judged", "skips")
_CELL = "local_day, week_hour, partition_id"
_INSERT = f"insert into hour_totals ({_CELL}, {', '.join(_COUNTS)})"

# A play within one quarter of an hour sounded in the hour of its start, in every time zone. To sum
# the few classes of plays in an hour first sorts less.
_SUMS = f"""
select
  local_day, (local_day + 3) % 7 * 24 + local_hour, c.partition_id, sum(sounded_ms), sum(heard_ms),
  sum(plays), sum(iif(c.heard = 'listed', plays, streams)),
  sum(iif(c.verdict = 'finished', audible, 0)),
  sum(iif(c.verdict <> 'unknown', plays, 0)), sum(iif(c.verdict = 'skipped', plays, 0))
from (
  select
    x.local_day, x.local_hour, x.class_id,
    sum(iif(x.started_ms % {QUARTER_MS} + x.heard_ms <= {QUARTER_MS}, x.heard_ms, 0) * sign)
      as sounded_ms,
    sum(x.heard_ms * sign) as heard_ms, sum(sign) as plays,
    sum((x.heard_ms >= 30000) * sign) as streams, sum((x.heard_ms > 0) * sign) as audible
  from {{plays}} x
  group by x.local_day, x.local_hour, x.class_id
)
join play_classes c on c.id = class_id
where c.partition_id is not null
group by 1, 2, 3
"""  # noqa: S608
_IS_LONGER = f"x.started_ms % {QUARTER_MS} + x.heard_ms > {QUARTER_MS}"
_LONGER = f"""
select x.started_ms, x.heard_ms, x.local_day, c.partition_id, 1
from plays x
join play_classes c on c.id = x.class_id
where c.partition_id is not null and {_IS_LONGER}
"""  # noqa: S608
# What was taken away and put back, such as a play that is judged differently, sounded as before.
_CHANGED_LONGER = f"""
select x.started_ms, x.heard_ms, x.local_day, c.partition_id, sum(x.sign)
from changed_plays x
join play_classes c on c.id = x.class_id
where c.partition_id is not null and {_IS_LONGER}
group by x.play_id, 1, 2, 3, 4
having sum(x.sign) <> 0
"""  # noqa: S608
_ALL = "(select *, 1 as sign from plays)"
_UPSERT = f"""
on conflict do update set {", ".join(f"{name} = {name} + excluded.{name}" for name in _COUNTS)}
"""
_ADD_SOUND = f"{_INSERT} values (?, ?, ?, ?, 0, 0, 0, 0, 0, 0) {_UPSERT}"
_REMOVE_EMPTY = f"""
delete from hour_totals
where local_day in (select local_day from changed_plays)
  and {" and ".join(f"{one} = 0" for one in _COUNTS)}
"""  # noqa: S608

_Cell = tuple[int, int, int]


def rebuild(conn: sqlite3.Connection, clock: LocalClock) -> None:
    """Sum all plays."""
    conn.execute("delete from hour_totals")
    _add(conn, _ALL, _LONGER, clock)


def update(conn: sqlite3.Connection, clock: LocalClock) -> None:
    """Take in the changed plays."""
    _add(conn, "changed_plays", _CHANGED_LONGER, clock)
    conn.execute(_REMOVE_EMPTY)


def _add(conn: sqlite3.Connection, plays: str, longer: str, clock: LocalClock) -> None:
    conn.execute(f"{_INSERT} {_SUMS.format(plays=plays)} {_UPSERT}")
    cells: Counter[_Cell] = Counter()
    for cell, sounded_ms in _sounding(conn.execute(longer), clock):
        cells[cell] += sounded_ms
    conn.executemany(_ADD_SOUND, ((*cell, ms) for cell, ms in cells.items()))


def _sounding(
    longer: Iterable[tuple[int, int, int, int, int]], clock: LocalClock
) -> Iterator[tuple[_Cell, int]]:
    """Yield the cells in which plays sounded, each with its part of the time heard."""
    for started_ms, heard_ms, local_day, partition_id, sign in longer:
        there = clock.during(started_ms)
        for at_ms, part_ms in quarter_parts(started_ms, started_ms + heard_ms):
            yield (local_day, week_hour(*there.day_and_hour(at_ms)), partition_id), part_ms * sign
