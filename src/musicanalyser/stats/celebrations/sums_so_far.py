"""What has been heard since the history began, at one moment."""

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, TRACKS, RankedEntity
from musicanalyser.stats.base.window_totals import WindowTotals, sum_history

# Few plays are later than a window that ends now; those of an earlier one are taken away. The plus
# keeps SQLite from reading all plays by track, in which they would not have to be sorted.
_LATER = """
select t.song_id, t.artist_id, sum(h.heard_ms), sum({counted})
from v_heard h
cross join v_tracks t on t.id = h.track_id
where {music} and h.started_ms >= :moment_ms
group by +h.track_id
"""
_FROM = "select r.{name}_id, r.heard_ms, r.plays from {relation} r where {where}"
_AMONG = "r.{name}_id in (select value from json_each(?))"


@dataclass(frozen=True, slots=True, kw_only=True)
class SumsSoFar:
    """The counted plays and the time (ms) of all music before a moment."""

    history: WindowTotals
    later_ms: Mapping[tuple[str, int | None], int]
    later_plays: Mapping[tuple[str, int | None], int]

    @property
    def plays(self) -> int:
        """The counted plays."""
        return self.history.sum_of("plays") - self.later_plays["", None]

    @property
    def heard_ms(self) -> int:
        """The listening time."""
        return self.history.sum_of("heard_ms") - self.later_ms["", None]

    def artists_from(self, least_ms: int) -> dict[int, int]:
        """Return the time (ms) of each artist that has at least as much."""
        found = self._rows(ARTISTS, f"r.heard_ms >= {least_ms}")
        return {one: ms for one, ms, _ in found if ms >= least_ms}

    def songs_from(self, least_plays: int) -> dict[int, int]:
        """Return the counted plays of each song that has at least as many."""
        found = self._rows(TRACKS, f"r.plays >= {least_plays}")
        return {one: plays for one, _, plays in found if plays >= least_plays}

    def artist_times(self, ids: Collection[int]) -> dict[int, int]:
        """Return the time (ms) of some artists."""
        return {one: ms for one, ms, _ in self._among(ARTISTS, ids)}

    def song_plays(self, ids: Collection[int]) -> dict[int, int]:
        """Return the counted plays of some songs."""
        return {one: plays for one, _, plays in self._among(TRACKS, ids)}

    def _among(self, entity: RankedEntity, ids: Collection[int]) -> list[tuple[int, int, int]]:
        return self._rows(entity, _AMONG.format(name=entity.name), json.dumps(sorted(ids)))

    def _rows(
        self, entity: RankedEntity, where: str, *parameters: object
    ) -> list[tuple[int, int, int]]:
        relation = self.history.relation(entity)
        sql = _FROM.format(name=entity.name, relation=relation, where=where)
        return [
            (
                one,
                ms - self.later_ms.get((entity.name, one), 0),
                plays - self.later_plays.get((entity.name, one), 0),
            )
            for one, ms, plays in self.history.select(sql, *parameters)
        ]


def sums_so_far(conn: sqlite3.Connection, question: Question, moment_ms: int) -> SumsSoFar:
    """Return the sums of all music before a moment, and before the moment of the question."""
    moment_ms = min(moment_ms, question.now_ms)
    later_ms: Counter[tuple[str, int | None]] = Counter()
    later_plays: Counter[tuple[str, int | None]] = Counter()
    found = run_query(conn, _LATER, question, question.window, moment_ms=moment_ms)
    for song_id, artist_id, heard_ms, plays in found:
        for key in (("", None), (TRACKS.name, song_id), (ARTISTS.name, artist_id)):
            later_ms[key] += heard_ms
            later_plays[key] += plays
    history = sum_history(conn, question)
    return SumsSoFar(history=history, later_ms=later_ms, later_plays=later_plays)
