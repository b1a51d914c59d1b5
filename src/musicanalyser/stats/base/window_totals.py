"""Listening totals of a window, and of its tracks, artists and albums.

They come from the roll-ups where these hold the whole window, and else are summed from the plays.
The questions do not know.
"""

import sqlite3
from collections.abc import Iterator
from functools import cached_property

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Coverage
from musicanalyser.stats.base.conditions import holds_all_plays
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import EntityTotals, RankedEntity
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.sum_tables import FIGURES, MOMENTS, SumTables
from musicanalyser.stats.base.window import local_clock, with_previous
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import LocalClock

_NAMED = f"""
select
  t.song_key, t.artist_key, t.album_key, t.title, t.artist, t.album, t.uri, r.{{entity}}_id,
  {", ".join(f"r.{name}" for name in (*FIGURES, *MOMENTS))}
from {{relation}} r
cross join v_tracks t on t.id = {{latest_track}}
where {{where}}
"""  # noqa: S608
# Few tracks lack a name, and an index finds them.
_NAMELESS = """
select coalesce(sum(p.heard_ms), 0)
from v_tracks t
cross join {tracks} p on p.track_id = t.id
where t.{missing} is null
"""
_COMPILATIONS = """
select distinct t.artist
from v_tracks t
cross join {tracks} p on p.track_id = t.id
where t.artist_id is null and t.artist is not null
order by t.artist
"""


class WindowTotals:
    """The totals of all music in one window."""

    def __init__(
        self, conn: sqlite3.Connection, question: Question, window: Window, *, is_whole: bool
    ) -> None:
        self.window = window
        self._conn = conn
        self._tables = SumTables(conn, question, window, is_whole=is_whole)
        self._sums: dict[str, int] = {}

    def sum_of(self, figure: str) -> int:
        """Return the sum of a field of `EntityTotals` over all tracks."""
        if not self._sums:
            sums = ", ".join(f"coalesce(sum({name}), 0)" for name in FIGURES)
            row = self.select(f"select {sums} from {self._tables.tracks}").fetchone()  # noqa: S608
            self._sums = dict(zip(FIGURES, row, strict=True))
        return self._sums[figure]

    @cached_property
    def clock(self) -> LocalClock:
        """The clock of local days and hours."""
        return local_clock(self._conn, self.window)

    @property
    def has_music(self) -> bool:
        """Whether there is any play, however short."""
        return self.sum_of("all_plays") > 0

    def group_by(self, entity: RankedEntity, where: str = "true") -> list[EntityTotals]:
        """Return the totals of each track, artist or album that fulfils a condition on them."""
        found = self.select(
            _NAMED.format(
                entity=entity.name,
                relation=self.relation(entity),
                latest_track=self._tables.latest_track(entity),
                where=where,
            )
        )
        return list(map(EntityTotals._make, found))

    def times_of(self, entity: RankedEntity) -> Iterator[tuple[int, int]]:
        """Yield the id and the listening time of each."""
        yield from self.select(f"select {entity.name}_id, heard_ms from {self.relation(entity)}")  # noqa: S608

    def plays_of(self, entity: RankedEntity) -> list[int]:
        """Return the counted plays of each one that has any."""
        found = self.select(f"select plays from {self.relation(entity)} where plays > 0")  # noqa: S608
        return [plays for (plays,) in found]

    def count(self, entity: RankedEntity, where: str = "true") -> int:
        """Return how many have a counted play, and fulfil a condition on their totals ``r``."""
        sql = f"select count(*) from {self.relation(entity)} r where r.plays > 0 and {where}"  # noqa: S608
        return int(self.select(sql).fetchone()[0])

    def count_of(self, entity: RankedEntity) -> int | None:
        """Return how many different ones have a counted play; ``None`` if none of them is known."""
        different = self.count(entity)
        return None if not different and self.sum_of("plays") else different

    @property
    def compilation_notes(self) -> tuple[str, ...]:
        """The sentence on artists such as "Various Artists", if the window has music of one."""
        rows = self.select(_COMPILATIONS.format(tracks=self._tables.tracks))
        return tuple(f"{name} is no artist, and is in no list of artists." for (name,) in rows)

    @property
    def skip_rate(self) -> float | None:
        """The share of skipped plays among those whose verdict is known."""
        return share(self.sum_of("skips"), self.sum_of("plays_known"))

    @property
    def verdict_coverage(self) -> Coverage | None:
        """For how many plays the verdict is known; ``None`` without plays."""
        known = share(self.sum_of("plays_known"), self.sum_of("all_plays"))
        return None if known is None else Coverage(what="endings", of="plays", share=known)

    @property
    def length_coverage(self) -> Coverage | None:
        """For how much of the listening time the length of the track is known."""
        known = self.share_with("length_ms")
        return None if known is None else Coverage(what="track lengths", share=known)

    def share_with(self, column: str) -> float | None:
        """Return the share of the listening time of tracks with a value in ``v_tracks``."""
        sql = _NAMELESS.format(tracks=self._tables.tracks, missing=column)
        (without_ms,) = self.select(sql).fetchone()
        whole_ms = self.sum_of("heard_ms")
        return share(whole_ms - without_ms, whole_ms)

    def relation(self, entity: RankedEntity) -> str:
        """Return what to select the totals ``r`` of each track, artist or album from, by its id."""
        return self._tables.of(entity)

    def select(self, sql: str, *parameters: object) -> sqlite3.Cursor:
        """Run a statement that selects from a relation."""
        return self._conn.execute(sql, parameters)


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
