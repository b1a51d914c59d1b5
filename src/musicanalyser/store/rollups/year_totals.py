"""The listening time of each track in each local year, by the part of the day in which it sounded.

It is that of all music outside of private sessions.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator

from musicanalyser.timespan.local_clock import LocalClock
from musicanalyser.timespan.quarter_hours import QUARTER_MS, quarter_parts
from musicanalyser.units import HOUR_MS

PARTS = ("night", "morning", "afternoon", "evening")
"""Six hours each, from midnight on."""

_PART_HOURS = 6
_COLUMNS = ["plays", *(f"{part}_ms" for part in PARTS)]
_INSERT = f"insert into year_totals (track_id, year, {', '.join(_COLUMNS)})"
_ADD = f"""
on conflict do update set {", ".join(f"{name} = {name} + excluded.{name}" for name in _COLUMNS)}
"""
_YEAR = "cast(strftime('%Y', x.local_day * 86400, 'unixepoch') as integer)"
_USUAL = """
c.partition_id in (select id from partitions where kind = 'music' and private = 0)
"""
# Even where clocks change, a play of up to an hour that starts earlier stays in its part of a day.
_MAY_CROSS = f"""
(x.heard_ms > {HOUR_MS} or (
  x.local_hour % {_PART_HOURS} >= 4 and x.started_ms % {QUARTER_MS} + x.heard_ms > {QUARTER_MS}
))
"""
_WITHIN = f"""
{_INSERT}
select
  x.track_id, {_YEAR}, sum(sign),
  {
    ", ".join(
        f"sum(iif(x.local_hour / {_PART_HOURS} = {place}, x.heard_ms, 0) * sign)"
        for place in range(len(PARTS))
    )
}
from {{plays}} x
join play_classes c on c.id = x.class_id
where {_USUAL} and not {_MAY_CROSS}
group by 1, 2
{_ADD}
"""  # noqa: S608
_CROSSING = f"""
select x.track_id, {_YEAR}, x.started_ms, x.heard_ms, sign
from {{plays}} x
join play_classes c on c.id = x.class_id
where {_USUAL} and {_MAY_CROSS}
"""  # noqa: S608
_ADD_PARTS = f"{_INSERT} values (?, ?, ?, ?, ?, ?, ?) {_ADD}"
_ALL = "(select *, 1 as sign from plays)"
_REMOVE_EMPTY = """
delete from year_totals where plays = 0 and track_id in (select track_id from changed_plays)
"""


def rebuild(conn: sqlite3.Connection, clock: LocalClock) -> None:
    """Sum all plays."""
    conn.execute("delete from year_totals")
    _add(conn, _ALL, clock)


def update(conn: sqlite3.Connection, clock: LocalClock) -> None:
    """Take in the changed plays."""
    _add(conn, "changed_plays", clock)
    conn.execute(_REMOVE_EMPTY)


def _add(conn: sqlite3.Connection, plays: str, clock: LocalClock) -> None:
    conn.execute(_WITHIN.format(plays=plays))
    conn.executemany(_ADD_PARTS, _parts(conn.execute(_CROSSING.format(plays=plays)), clock))


def _parts(
    crossing: Iterable[tuple[int, int, int, int, int]], clock: LocalClock
) -> Iterator[tuple[int, ...]]:
    """Yield tracks and years with their plays, and the time in each part of the day."""
    sums: defaultdict[tuple[int, int], list[int]] = defaultdict(lambda: [0] * len(_COLUMNS))
    for track_id, year, started_ms, heard_ms, sign in crossing:
        plays, *times_ms = sums[track_id, year]
        there = clock.during(started_ms)
        for at_ms, part_ms in quarter_parts(started_ms, started_ms + heard_ms):
            _, hour = there.day_and_hour(at_ms)
            times_ms[hour // _PART_HOURS] += part_ms * sign
        sums[track_id, year] = [plays + sign, *times_ms]
    for key, figures in sums.items():
        yield *key, *figures
