"""What came back in a window after a long silence; a silence is known on every one of its days."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from musicanalyser.listening.definitions import SILENT_DAYS
from musicanalyser.stats.attachment.known_runs import KnownRuns
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import RankedEntity
from musicanalyser.stats.base.sum_tables import rolled_up
from musicanalyser.stats.base.window import local_clock
from musicanalyser.timespan import Window
from musicanalyser.units import DAY_MS

LEAST_PLAYS_BEFORE = 3
"""With fewer counted plays before its silence, something was not known well enough to come back."""
_SURELY_SHORTER_MS = (SILENT_DAYS - 2) * DAY_MS
"""No silence of `SILENT_DAYS` local days is as short, whatever clocks do."""

_PLAYS = """
select h.track_id, h.started_ms
from v_heard h
where {music} and {window} and {counted}
order by h.track_id, h.started_ms
"""
# The index of tracks holds all that is needed, in this order.
_ALL_PLAYS = """
select t.id, h.started_ms
from v_tracks t
cross join v_heard h on h.track_id = t.id
where {music} and {window} and {counted}
order by t.id, h.started_ms
"""
_ENTITIES = """
select id, ENTITY_id from v_tracks
where ENTITY_id is not null and id in (select value from json_each(?))
"""
# The sums tell the last play of a track that was not heard since; only others are looked up.
_LAST_BEFORE = """
select t.ENTITY_id, max(
  case when k.last_ms < :since_ms then k.last_ms
  else (
    select h.started_ms
    from v_heard h
    where h.track_id = k.track_id and {music} and {counted} and h.started_ms < :since_ms
    order by h.started_ms desc
    limit 1
  )
  end
) as last_ms
from (select * from TOTALS h where {music} and h.first_ms < :since_ms) k
join v_tracks t on t.id = k.track_id
where t.ENTITY_id in (select value from json_each(:ids))
group by t.ENTITY_id
having last_ms is not null
"""
_PLAYS_BEFORE = """
select t.ENTITY_id, count(*)
from json_each(:ids) w
cross join v_tracks t on t.ENTITY_id = w.value
cross join v_heard h on h.track_id = t.id and h.started_ms < :since_ms
where {music} and {counted}
group by 1
"""


class Comeback(NamedTuple):
    """Something that was heard again, with its counted plays before and since.

    Of several comebacks in one window it is the one after the longest silence, of equals the
    latest.
    """

    silent_days: int
    day: int
    """The numbered day."""
    entity_id: int
    plays: int
    """From the comeback to the end of the window."""
    is_kept: bool
    """Whether it was heard on a later day of the window, too."""
    plays_before: int

    @property
    def weight(self) -> tuple[int, int, int]:
        """What ranks it: it was heard much, and was away for long."""
        return min(self.plays_before, self.silent_days), self.silent_days, self.plays_before


class _Stretch(NamedTuple):
    """Counted plays without a long silence between them."""

    first_ms: int
    last_ms: int
    plays: int


class Comebacks:
    """The comebacks in one window; the plays are read once for all kinds of entities."""

    def __init__(self, conn: sqlite3.Connection, question: Question, window: Window) -> None:
        self._conn = conn
        self._question = question
        self._window = window
        self._clock = local_clock(conn, window)
        self._known = KnownRuns(conn, question)
        self._of_tracks = self._read()

    @property
    def is_comparable(self) -> bool:
        """Whether so much is known before the window that any of its days may see a comeback."""
        since = self._day(self._window.since_ms)
        return self._known.hold(since - SILENT_DAYS, since)

    def of(self, entity: RankedEntity) -> list[Comeback]:
        """Return the comebacks of tracks, artists or albums, in any order."""
        stretches = self._of_entities(entity)
        last_ms = self._select(_LAST_BEFORE, entity, stretches) if self._window.since else {}
        found = [
            max(ones)
            for entity_id, in_order in stretches.items()
            if (ones := [*self._of_one(entity_id, in_order, last_ms.get(entity_id))])
        ]
        ids = [one.entity_id for one in found if one.entity_id in last_ms]
        before = self._select(_PLAYS_BEFORE, entity, ids)
        found = [
            one._replace(plays_before=one.plays_before + before.get(one.entity_id, 0))
            for one in found
        ]
        return [one for one in found if one.plays_before >= LEAST_PLAYS_BEFORE]

    def _of_one(
        self, entity_id: int, stretches: Sequence[_Stretch], last_ms: int | None
    ) -> Iterator[Comeback]:
        heard = 0
        for one in stretches:
            if last_ms is not None and one.first_ms - last_ms > _SURELY_SHORTER_MS:
                last, day = self._day(last_ms), self._day(one.first_ms)
                if day - last >= SILENT_DAYS and self._known.hold(last + 1, day - 1):
                    plays = sum(one.plays for one in stretches) - heard
                    is_kept = self._day(max(one.last_ms for one in stretches)) > day
                    yield Comeback(day - last, day, entity_id, plays, is_kept, heard)
            heard += one.plays
            last_ms = max(last_ms or one.last_ms, one.last_ms)

    def _day(self, moment_ms: int) -> int:
        return self._clock.day_and_hour(moment_ms)[0]

    def _read(self) -> Mapping[int, Sequence[_Stretch]]:
        """Return the plays of each address in the window, by its id."""
        statement = _PLAYS if self._window.since else _ALL_PLAYS
        plays = run_query(self._conn, statement, self._question, self._window)
        found: defaultdict[int, list[_Stretch]] = defaultdict(list)
        for track_id, stretch in _stretches(plays):
            found[track_id].append(stretch)
        return found

    def _of_entities(self, entity: RankedEntity) -> Mapping[int, Sequence[_Stretch]]:
        """Return the plays of each entity in the window, by its id and in order."""
        statement = _ENTITIES.replace("ENTITY", entity.name)
        found: defaultdict[int, list[_Stretch]] = defaultdict(list)
        for track_id, entity_id in self._conn.execute(statement, (json.dumps([*self._of_tracks]),)):
            found[entity_id] += self._of_tracks[track_id]
        for stretches in found.values():
            stretches.sort()
        return found

    def _select(self, sql: str, entity: RankedEntity, ids: Iterable[int]) -> dict[int, int]:
        totals = rolled_up("v_track_totals", "track_id, kind, private, exported", self._question)
        statement = sql.replace("ENTITY", entity.name).replace("TOTALS", totals)
        wanted = json.dumps([*ids])
        return dict(run_query(self._conn, statement, self._question, self._window, ids=wanted))


def _stretches(plays: Iterable[tuple[int, int]]) -> Iterator[tuple[int, _Stretch]]:
    """Yield the stretches of each track, from the tracks and starts of plays in order of both."""
    track: int | None = None
    first_ms = last_ms = count = 0
    for track_id, started_ms in plays:
        if track_id != track or started_ms - last_ms > _SURELY_SHORTER_MS:
            if track is not None:
                yield track, _Stretch(first_ms, last_ms, count)
            track, first_ms, count = track_id, started_ms, 0
        last_ms = started_ms
        count += 1
    if track is not None:
        yield track, _Stretch(first_ms, last_ms, count)
