"""What the totals of a window are selected from: roll-ups, or temporary tables of its sums.

The roll-ups hold all music outside of private sessions. All else is summed, from the plays or from
the roll-ups of tracks.
"""

import sqlite3
from itertools import count

from musicanalyser.listening.definitions import CountAs
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import RankedEntity
from musicanalyser.timespan import Window

FIGURES = ("heard_ms", "plays", "all_plays", "plays_known", "skips")
"""The fields of `EntityTotals` that are sums."""
MOMENTS = ("first_ms", "last_ms", "latest_ms")

_COLUMNS = ", ".join((*FIGURES, *MOMENTS))
_OF_PLAYS = """
select
  h.track_id, h.heard_ms, {counted}, 1, h.verdict <> 'unknown', h.verdict = 'skipped',
  iif({counted}, h.started_ms, null), iif({counted}, h.started_ms, null), h.started_ms
from v_heard h
where {music} and {window}
"""
_OF_ROLL_UP = f"select h.track_id, {_COLUMNS} from {{rolled_up}} h where {{music}}"  # noqa: S608
_OF_TRACKS = f"select {{entity}}_id, {_COLUMNS} from {{tracks}} where {{entity}}_id is not null"  # noqa: S608
# Once for all levels: rows of tracks are wide, and far apart.
_SET_ENTITIES = """
update {tracks} set (song_id, artist_id, album_id) = (
  select t.song_id, t.artist_id, t.album_id from v_tracks t where t.id = {tracks}.track_id
)
"""
# Rows that are added to those of the same key need no sorting, which takes twice as long.
_ADD = f"""
on conflict do update set
  {", ".join(f"{name} = {name} + excluded.{name}" for name in FIGURES)},
  first_ms = min(coalesce(first_ms, excluded.first_ms), coalesce(excluded.first_ms, first_ms)),
  last_ms = max(coalesce(last_ms, excluded.last_ms), coalesce(excluded.last_ms, last_ms)),
  latest_ms = max(latest_ms, excluded.latest_ms)
"""
# The latest play of all ids names a song, artist or album.
_LATEST_TRACK = """(
  select p.track_id
  from v_tracks o
  join {tracks} p on p.track_id = o.id
  where o.{entity}_id = r.{entity}_id
  order by p.latest_ms desc, coalesce(o.uri, '') desc, o.id desc
  limit 1
)"""
_NUMBERS = count()


class SumTables:
    """The sums of each track, artist and album in one window; each is made when asked for."""

    def __init__(
        self, conn: sqlite3.Connection, question: Question, window: Window, *, is_whole: bool
    ) -> None:
        self._conn = conn
        self._question = question
        self._window = window
        self._is_whole = is_whole
        self._is_usual = is_whole and not (question.private or question.exports_only)
        self._relations: dict[str, str] = {}

    def of(self, entity: RankedEntity) -> str:
        """Return what to select the totals ``r`` of each track, artist or album from, by its id."""
        if entity.name not in self._relations:
            key = f"{entity.name}_id"
            if self._is_usual:
                relation = rolled_up(f"v_{entity.name}_totals", f"{key}, track_id", self._question)
            else:
                select = _OF_TRACKS.replace("{tracks}", self.tracks)
                relation = self._sum(key, select.replace("{entity}", entity.name))
            self._relations[entity.name] = relation
        return self._relations[entity.name]

    def latest_track(self, entity: RankedEntity) -> str:
        """Return the expression for the track with the latest play of totals ``r``."""
        if self._is_usual:
            return "r.track_id"
        return _LATEST_TRACK.format(tracks=self.tracks, entity=entity.name)

    @property
    def tracks(self) -> str:
        """What to select the totals of each address from, by ``track_id``."""
        if "" not in self._relations:
            self._relations[""] = self._tracks()
        return self._relations[""]

    def _tracks(self) -> str:
        columns = "track_id, kind, private, exported"
        found = rolled_up("v_track_totals", columns, self._question)
        if self._is_usual:
            return f"(select * from {found} h where kind = 'music' and private = 0)"  # noqa: S608
        select = _OF_ROLL_UP.replace("{rolled_up}", found) if self._is_whole else _OF_PLAYS
        name = self._sum("track_id", select, more=", song_id, artist_id, album_id")
        self._conn.execute(_SET_ENTITIES.format(tracks=name))
        return name

    def _sum(self, key: str, select: str, *, more: str = "") -> str:
        """Return the name of a new table with the sums of rows that begin with a key."""
        name = f"window_sums_{next(_NUMBERS)}"
        columns = f"{key} integer primary key, {_COLUMNS}{more}"
        self._conn.execute(f"create temp table {name} ({columns})")
        statement = f"insert into {name} ({key}, {_COLUMNS}) {select} {_ADD}"
        run_query(self._conn, statement, self._question, self._window)
        return name


def rolled_up(view: str, columns: str, question: Question) -> str:
    """Return the totals of a view of roll-ups by the rule of the question."""
    rule = "" if question.count_as is CountAs.ANY else f"_{question.count_as}"
    plays = f"{rule[1:] or 'play'}s"
    return f"""(
      select
        {columns}, heard_ms, {plays} as plays, plays as all_plays,
        judged as plays_known, skips, first{rule}_ms as first_ms, last{rule}_ms as last_ms,
        last_ms as latest_ms
      from {view}
    )"""  # noqa: S608
