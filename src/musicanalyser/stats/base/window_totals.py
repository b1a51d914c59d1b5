"""Listening totals of a window, and of its tracks, artists and albums.

They come from the roll-ups where these hold the whole window, and else are summed from the plays.
The questions do not know.
"""

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from itertools import count

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Coverage
from musicanalyser.stats.base.conditions import holds_all_plays, run_query
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.stats.base.ranked_entities import (
    TRACKS,
    EntityTotals,
    RankedEntity,
)
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import with_previous
from musicanalyser.timespan import Window

_FIGURES = ("heard_ms", "plays", "all_plays", "plays_known", "skips")
_MOMENTS = ("first_ms", "last_ms", "latest_ms")
_SUMS = ", ".join(
    (
        *(f"sum({name}) as {name}" for name in _FIGURES),
        "min(first_ms) as first_ms, max(last_ms) as last_ms, max(latest_ms) as latest_ms",
    )
)

# Rows are in order of the latest play: the last row of a song, artist or album has its names.
_SUM_TRACKS = """
create temp table {name} as
select p.*, t.song_id, t.artist_id, t.album_id
from ({sums}) p
join v_tracks t on t.id = p.track_id
order by p.latest_ms, coalesce(t.uri, ''), t.id
"""
_OF_PLAYS = """
select
  h.track_id, sum(h.heard_ms) as heard_ms, sum({counted}) as plays, count(*) as all_plays,
  sum(h.verdict <> 'unknown') as plays_known, sum(h.verdict = 'skipped') as skips,
  min(iif({counted}, h.started_ms, null)) as first_ms,
  max(iif({counted}, h.started_ms, null)) as last_ms, max(h.started_ms) as latest_ms
from v_heard h
where {music} and {window}
group by h.track_id
"""
_OF_ROLL_UP = f"select h.track_id, {_SUMS} from {{figures}} h where {{music}} group by h.track_id"  # noqa: S608
_GROUP = f"""
insert into {{name}}
select p.*, t.track_id
from (
  select {{entity}}_id, {_SUMS}, max(rowid) as latest
  from {{tracks}}
  where {{entity}}_id is not null
  group by {{entity}}_id
) p
join {{tracks}} t on t.rowid = p.latest
"""  # noqa: S608
_NAMED = f"""
select
  t.song_key, t.artist_key, t.album_key, t.title, t.artist, t.album, t.uri, r.{{entity}}_id,
  {", ".join(f"r.{name}" for name in (*_FIGURES, *_MOMENTS))}
from {{rows}} r
join v_tracks t on t.id = r.track_id
"""  # noqa: S608
_NAMELESS = """
select coalesce(sum(p.heard_ms), 0) from {tracks} where t.{missing} is null
"""
_COMPILATIONS = """
select distinct t.artist from {tracks}
where t.artist_id is null and t.artist is not null
order by t.artist
"""
# Few tracks lack a name: in the whole history an index finds them first. In a window there is none.
_FEW_FIRST = "v_tracks t cross join {tracks} p on p.track_id = t.id"
_WINDOW_FIRST = "{tracks} p cross join v_tracks t on t.id = p.track_id"
_NUMBERS = count()
_RANKED_BY = {
    RankBy.TIME: ("r.heard_ms", "r.plays"),
    RankBy.PLAYS: ("r.plays", "r.heard_ms"),
}


class WindowTotals:
    """The totals of all music in one window."""

    def __init__(
        self, conn: sqlite3.Connection, question: Question, window: Window, *, is_whole: bool
    ) -> None:
        self.window = window
        self._conn = conn
        self._question = question
        self._is_whole = is_whole
        self._is_usual = is_whole and not (question.private or question.exports_only)
        self._relations: dict[str, str] = {}
        self._sums: dict[str, int] = {}

    def sum_of(self, figure: str) -> int:
        """Return the sum of a field of `EntityTotals` over all tracks."""
        if not self._sums:
            sums = ", ".join(f"coalesce(sum({name}), 0)" for name in _FIGURES)
            row = self._conn.execute(f"select {sums} from {self.relation(TRACKS)}").fetchone()  # noqa: S608
            self._sums = dict(zip(_FIGURES, row, strict=True))
        return self._sums[figure]

    @property
    def has_music(self) -> bool:
        """Whether there is any play, however short."""
        return self.sum_of("all_plays") > 0

    def group_by(self, entity: RankedEntity, where: str = "true") -> list[EntityTotals]:
        """Return the totals of each track, artist or album that fulfils a condition on them."""
        return self._named(entity, f"(select * from {self.relation(entity)} r where {where})")  # noqa: S608

    def ranked(
        self, entity: RankedEntity, by: RankBy, *, limit: int, where: str = "true"
    ) -> list[EntityTotals]:
        """Return the first of those with a counted play, by rank, for which a condition is true.

        They are sorted by time or by plays, then by the other of the two, then by name.
        """
        # The plus keeps SQLite from the index of plays, which nearly all have.
        found = self.leading(entity, _RANKED_BY[by], limit=limit, where=f"+r.plays > 0 and {where}")
        return _in_order(found, entity, by)[:limit]

    def leading(
        self, entity: RankedEntity, figures: tuple[str, ...], *, limit: int, where: str
    ) -> list[EntityTotals]:
        """Return those with the greatest figures, in any order: as many as the limit, or more.

        Of equals, all are returned: their names decide. The figures are SQL expressions of the
        totals ``r``; the first counts most.
        """
        order = ", ".join(f"{figure} desc" for figure in figures)
        names = ", ".join(figures)
        rows = f"from {self.relation(entity)} r where {where}"
        least = self._conn.execute(
            f"select {names} {rows} order by {order} limit 1 offset {limit - 1}"
        ).fetchone()
        if least is not None:
            first, values = least[0], ", ".join(map(repr, least))
            rows += f" and {figures[0]} >= {first!r} and ({names}) >= ({values})"
        return self._named(entity, f"(select r.* {rows})")

    def ranks(self, entity: RankedEntity, by: RankBy, keys: Collection[int]) -> dict[int, int]:
        """Return the ranks of some of them by their ids; those without a counted play have none."""
        first, second = _RANKED_BY[by]
        sql = f"""
        select *
        from (
          select
            r.{entity.name}_id as id, r.heard_ms, r.plays,
            rank() over (order by {first} desc, {second} desc) as rank
          from {self.relation(entity)} r where r.plays > 0
        )
        where id in (select value from json_each(?))
        """  # noqa: S608
        found = self._conn.execute(sql, (json.dumps([*keys]),)).fetchall()
        return {
            key: rank + self._place_among_equals(entity, key, heard_ms, plays)
            for key, heard_ms, plays, rank in found
        }

    def _place_among_equals(self, entity: RankedEntity, key: int, heard_ms: int, plays: int) -> int:
        """Return how many of those with these very figures have a name that comes first."""
        alike = (
            f"from {self.relation(entity)} r where r.heard_ms = {heard_ms} and r.plays = {plays}"
        )
        if self._conn.execute(f"select count(*) {alike}").fetchone()[0] == 1:
            return 0
        equals = sorted(self._named(entity, f"(select r.* {alike})"), key=entity.name_order)
        return [one.entity_id for one in equals].index(key)

    def times_of(self, entity: RankedEntity) -> Iterator[tuple[int, int]]:
        """Yield the id and the listening time of each."""
        sql = f"select {entity.name}_id, heard_ms from {self.relation(entity)}"  # noqa: S608
        yield from self._conn.execute(sql)

    def plays_of(self, entity: RankedEntity) -> list[int]:
        """Return the counted plays of each one that has any."""
        sql = f"select plays from {self.relation(entity)} where plays > 0"  # noqa: S608
        return [plays for (plays,) in self._conn.execute(sql)]

    def count(self, entity: RankedEntity, where: str = "true") -> int:
        """Return how many have a counted play, and fulfil a condition on their totals ``r``."""
        sql = f"select count(*) from {self.relation(entity)} r where r.plays > 0 and {where}"  # noqa: S608
        return int(self._conn.execute(sql).fetchone()[0])

    def count_of(self, entity: RankedEntity) -> int | None:
        """Return how many different ones have a counted play; ``None`` if none of them is known."""
        different = self.count(entity)
        return None if not different and self.sum_of("plays") else different

    @property
    def compilation_notes(self) -> tuple[str, ...]:
        """The sentence on artists such as "Various Artists", if the window has music of one."""
        rows = self._conn.execute(_COMPILATIONS.format(tracks=self._named_tracks))
        return tuple(f"{name} is no artist, and is in no list of artists." for (name,) in rows)

    @property
    def skip_rate(self) -> float | None:
        """The share of skipped plays among those whose verdict is known."""
        return share(self.sum_of("skips"), self.sum_of("plays_known"))

    @property
    def verdict_coverage(self) -> Coverage | None:
        """For how many plays the verdict is known; ``None`` without plays."""
        known = share(self.sum_of("plays_known"), self.sum_of("all_plays"))
        return None if known is None else Coverage(of=_KNOWN_END, share=known)

    @property
    def length_coverage(self) -> Coverage | None:
        """For how much of the listening time the length of the track is known."""
        known = self.share_with("length_ms")
        return None if known is None else Coverage(of=_KNOWN_LENGTH, share=known)

    def share_with(self, column: str) -> float | None:
        """Return the share of the listening time of tracks with a value in ``v_tracks``."""
        sql = _NAMELESS.format(tracks=self._named_tracks, missing=column)
        (without_ms,) = self._conn.execute(sql).fetchone()
        whole_ms = self.sum_of("heard_ms")
        return share(whole_ms - without_ms, whole_ms)

    def relation(self, entity: RankedEntity) -> str:
        """Return what to select the totals of each track, artist or album from, by its id."""
        if entity.name not in self._relations:
            key = f"{entity.name}_id"
            if self._is_usual:
                relation = _rolled_up(f"v_{entity.name}_totals", key, self._question)
            else:
                relation = self._create_groups(entity.name, key)
            self._relations[entity.name] = relation
        return self._relations[entity.name]

    @property
    def _named_tracks(self) -> str:
        """What to select the totals ``p`` of each address from, joined with its names ``t``."""
        join = _FEW_FIRST if self._is_usual else _WINDOW_FIRST
        return join.format(tracks=self._tracks)

    @property
    def _tracks(self) -> str:
        """What to select the totals of each address from, by ``track_id``."""
        if "" not in self._relations:
            self._relations[""] = self._create_tracks()
        return self._relations[""]

    def _create_tracks(self) -> str:
        rolled_up = _rolled_up("v_track_totals", "kind, private, exported", self._question)
        if self._is_usual:
            return f"(select * from {rolled_up} h where kind = 'music' and private = 0)"  # noqa: S608
        name = f"window_tracks_{next(_NUMBERS)}"
        sums = _OF_ROLL_UP.replace("{figures}", rolled_up) if self._is_whole else _OF_PLAYS
        statement = _SUM_TRACKS.replace("{name}", name).replace("{sums}", sums)
        run_query(self._conn, statement, self._question, self.window)
        return name

    def _create_groups(self, entity: str, key: str) -> str:
        name = f"window_{entity}s_{next(_NUMBERS)}"
        columns = ", ".join((*_FIGURES, *_MOMENTS, "latest", "track_id"))
        self._conn.execute(f"create temp table {name} ({key} integer primary key, {columns})")
        self._conn.execute(_GROUP.format(name=name, entity=entity, tracks=self._tracks))
        return name

    def _named(self, entity: RankedEntity, rows: str) -> list[EntityTotals]:
        found = self._conn.execute(_NAMED.format(entity=entity.name, rows=rows))
        return list(map(EntityTotals._make, found))


_KNOWN_END = "the plays, those with a known end"
_KNOWN_LENGTH = "the music time, that of tracks with a known length"


def songs_of(windows: Iterable[WindowTotals]) -> str:
    """Return the query for the ids of all songs of some windows."""
    return " union ".join(f"select song_id from {totals.relation(TRACKS)}" for totals in windows)  # noqa: S608


def sum_windows(conn: sqlite3.Connection, question: Question) -> tuple[WindowTotals, ...]:
    """Return the totals of the window and, if there is one, of the previous window."""
    return tuple(sum_window(conn, question, window) for window in with_previous(question.window))


def sum_window(conn: sqlite3.Connection, question: Question, window: Window) -> WindowTotals:
    """Return the totals of all music in one window."""
    is_whole = holds_all_plays(conn, question, window)
    return WindowTotals(conn, question, window, is_whole=is_whole)


def sum_history(conn: sqlite3.Connection, question: Question) -> WindowTotals:
    """Return the totals of all music of the history, also of what was played after the window."""
    return WindowTotals(conn, question, question.window, is_whole=True)


def rule_coverage(conn: sqlite3.Connection, question: Question) -> Coverage | None:
    """Return for how much of the music the counting rule has the data that it needs.

    The result is ``None`` if the rule needs no more than the play itself, or without any music.
    """
    if question.count_as is CountAs.SCROBBLE:
        return sum_window(conn, question, question.window).length_coverage
    if question.count_as is CountAs.FULL:
        return sum_window(conn, question, question.window).verdict_coverage
    return None


def _rolled_up(view: str, columns: str, question: Question) -> str:
    """Return the totals of a view of roll-ups by the rule of the question."""
    rule = "" if question.count_as is CountAs.ANY else f"_{question.count_as}"
    plays = f"{rule[1:] or 'play'}s"
    return f"""(
      select
        {columns}, track_id, heard_ms, {plays} as plays, plays as all_plays,
        judged as plays_known, skips, first{rule}_ms as first_ms, last{rule}_ms as last_ms,
        last_ms as latest_ms
      from {view}
    )"""  # noqa: S608


def _in_order(
    found: Iterable[EntityTotals], entity: RankedEntity, by: RankBy
) -> list[EntityTotals]:
    if by is RankBy.PLAYS:
        return sorted(found, key=lambda one: (-one.plays, -one.heard_ms, entity.name_order(one)))
    return sorted(found, key=lambda one: (-one.heard_ms, -one.plays, entity.name_order(one)))
