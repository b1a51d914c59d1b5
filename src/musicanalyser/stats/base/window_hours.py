"""The days and hours of a window in which music sounded.

They come from the roll-ups where these hold the whole window, and else are summed from the plays.
The questions do not know.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from itertools import count
from typing import NamedTuple

from musicanalyser.listening.definitions import CountAs
from musicanalyser.listening.span_merging import KnownSpan
from musicanalyser.stats.base.conditions import play_bounds, run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import local_clock
from musicanalyser.timespan import Window, from_ms
from musicanalyser.timespan.local_clock import day_number, week_hour
from musicanalyser.timespan.quarter_hours import quarter_parts

RULE_COLUMNS = {CountAs.ANY: "plays", CountAs.STREAM: "streams", CountAs.FULL: "fulls"}
"""The column of the roll-ups that counts the plays of a rule; they have none for `scrobble`."""

_OF_ROLL_UP = """
  select h.day_number, h.week_hour, h.sounded_ms, h.PLAYS as plays
  from v_hour_totals h
  where {music} and h.day_number between FIRST and LAST
"""
_OF_PLAYS = """
select
  h.day_number, (h.day_number + 3) % 7 * 24 + h.local_hour,
  iif({one_part}, h.heard_ms, 0), {counted}
from v_heard h
where {music} and {window}
"""
_LONGER = """
select h.day_number, h.started_ms, h.heard_ms
from v_heard h
where {music} and {window} and not {one_part}
"""
_CELLS = "select week_hour, sum(sounded_ms), sum(plays) from {hours} group by week_hour"
_BY_DAY = """
select day_number, sum(plays) from {hours}
group by day_number
having sum(plays) > 0
order by day_number
"""
# The first counted play of a day is enough.
_DAYS = """
select json_extract(s.value, '$[0]')
from json_each(:spans) s
where exists (
  select 1 from v_heard h
  where h.started_ms >= json_extract(s.value, '$[1]')
    and h.started_ms < json_extract(s.value, '$[2]') and {music} and {window} and {counted}
)
order by s.key
"""
_STREAK = """
with recursive streak (day) as (
  select max(day_number) from {hours} where plays > 0 and day_number in (:last, :last - 1)
  union all
  select day - 1 from streak
  where exists (select 1 from {hours} where plays > 0 and day_number = day - 1)
)
select count(day) from streak
"""
_CREATE = """
create temp table {name} (
  day_number, week_hour, sounded_ms, plays, primary key (day_number, week_hour)
) without rowid
"""
_ADD = """
on conflict do update set
  sounded_ms = sounded_ms + excluded.sounded_ms, plays = plays + excluded.plays
"""
_NUMBERS = count()
_REACH = 3
"""Local days are at most as far from those of home."""


class Cell(NamedTuple):
    """An hour of the week, counted from Monday 0:00: what sounded in it, and what began in it."""

    week_hour: int
    sounded_ms: int
    plays: int


class WindowHours:
    """The hours of one window in which music sounded, by the local day on which plays started."""

    def __init__(self, conn: sqlite3.Connection, question: Question, window: Window) -> None:
        self._conn = conn
        self._question = question
        self._window = window

    @cached_property
    def _hours(self) -> str:
        """What to select the hours from."""
        return self._rolled_up() or self._create()

    def cells(self) -> list[Cell]:
        """Return the sums of each hour of the week; the plays are the counted ones."""
        return list(map(Cell._make, self._select(_CELLS)))

    def plays_by_day(self) -> dict[int, int]:
        """Return the counted plays of each numbered day that has any, in order of the days."""
        within: Counter[int] = Counter()
        for day, plays in self.own_days().items():
            within[self._nearest(day)] += plays
        return dict(sorted(within.items()))

    def own_days(self) -> dict[int, int]:
        """Return the same by the days where the listener was, even if the window lacks them."""
        return dict(self._select(_BY_DAY))

    def _nearest(self, day: int) -> int:
        """Return a day of the window: elsewhere it may already be the day after, or before."""
        window = self._window
        last = day_number(from_ms(window.until_ms - 1, window.zone).date())
        return min(max(day, day_number(window.since.date()) if window.since else day), last)

    def days(self) -> list[int]:
        """Return the numbered days with a counted play, in order."""
        if self._question.count_as in RULE_COLUMNS:
            return [*self.plays_by_day()]
        any_rule = replace(self._question, count_as=CountAs.ANY)
        clock = local_clock(self._conn, self._window)
        hours = WindowHours(self._conn, any_rule, self._window)
        spans = [(day, clock.first_ms(day), clock.first_ms(day + 1)) for day in hours.own_days()]
        found = run_query(self._conn, _DAYS, self._question, self._window, spans=json.dumps(spans))
        return sorted({self._nearest(day) for (day,) in found})

    def streak_until(self, last: int) -> int:
        """Return how many days in a row up to a numbered day have a counted play.

        A last day without one does not end the streak.
        """
        return int(self._select(_STREAK, last=last).fetchone()[0])

    def _select(self, sql: str, **named: object) -> sqlite3.Cursor:
        sql = sql.replace("{hours}", self._hours)
        return run_query(self._conn, sql, self._question, self._window, **named)

    def _rolled_up(self) -> str | None:
        """Return what to select the hours from: whole days of the roll-ups, and the rest summed."""
        plays = RULE_COLUMNS.get(self._question.count_as)
        days = whole_days(self._conn, self._question, self._window)
        if plays is None or days is None:
            return None
        whole = (
            _OF_ROLL_UP.replace("PLAYS", plays)
            .replace("FIRST", str(days.first))
            .replace("LAST", str(days.last))
        )
        if not days.edges:
            return f"({whole})"
        return f"({whole} union all select * from {self._create(*days.edges)})"  # noqa: S608

    def _create(self, *spans: KnownSpan) -> str:
        name = f"window_hours_{next(_NUMBERS)}"
        self._conn.execute(_CREATE.format(name=name))
        for span in spans or (KnownSpan(self._window.since_ms, self._window.until_ms),):
            self._run(f"insert into {name} {_OF_PLAYS} {_ADD}", span)
            self._conn.executemany(
                f"insert into {name} values (?, ?, ?, ?) {_ADD}",  # noqa: S608
                self._longer_plays(span),
            )
        return name

    def _longer_plays(self, span: KnownSpan) -> Iterator[tuple[int, int, int, int]]:
        """Yield the parts of the plays that crossed a quarter of an hour, by where they sounded."""
        clock = local_clock(self._conn, self._window)
        for day, started_ms, heard_ms in self._run(_LONGER, span).fetchall():
            there = clock.during(started_ms)
            for at_ms, part_ms in quarter_parts(started_ms, started_ms + heard_ms):
                yield day, week_hour(*there.day_and_hour(at_ms)), part_ms, 0

    def _run(self, sql: str, span: KnownSpan) -> sqlite3.Cursor:
        return run_query(self._conn, sql, self._question, self._window, **span._asdict())


class WholeDays(NamedTuple):
    """The whole days of a window, by their numbers, and what is left of it at its edges."""

    first: int
    last: int
    edges: tuple[KnownSpan, ...]


def whole_days(conn: sqlite3.Connection, question: Question, window: Window) -> WholeDays | None:
    """Return the whole days of a window; ``None`` if it has none.

    Before the first play and after the last a day cannot be cut.
    """
    bounds = play_bounds(conn)
    if bounds is None:
        return None
    since_ms = max(window.since_ms, bounds[0])
    until_ms = min(window.until_ms, question.now_ms, bounds[1] + 1)
    clock = local_clock(conn, window)
    edges = []
    first = clock.day_and_hour(since_ms)[0]
    if since_ms > bounds[0]:
        first = next(day for day in count(first - _REACH) if clock.first_ms(day) >= since_ms)
        edges.append(KnownSpan(since_ms, clock.first_ms(first)))
    after = clock.day_and_hour(bounds[1])[0] + 1
    if until_ms <= bounds[1]:
        after = clock.day_and_hour(until_ms)[0] + _REACH
        after = next(day for day in count(after, -1) if clock.first_ms(day) <= until_ms)
        edges.append(KnownSpan(clock.first_ms(after), until_ms))
    parts = tuple(edge for edge in edges if edge.since_ms < edge.until_ms)
    return WholeDays(first, after - 1, parts) if first < after else None
