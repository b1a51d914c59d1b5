"""How the totals of artists grow over the periods of a window, and their ranks at the end of each.

A total is the listening time or the counted plays since the start of the window.
"""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from musicanalyser.stats.base.conditions import has_usual_music, run_query
from musicanalyser.stats.base.leaders import top_entities
from musicanalyser.stats.base.question import Question, RankBy, TimeUnit
from musicanalyser.stats.base.ranked_entities import ARTISTS, EntityTotals
from musicanalyser.stats.base.window_totals import WindowTotals
from musicanalyser.stats.standings.periods import Period

# A span bounds the plays that are read; further bounds would be taken in its place.
_SUMS = """
select w.key, t.artist_id, sum(h.heard_ms), sum({counted})
from json_each(:spans) w
cross join v_heard h on h.started_ms >= json_extract(w.value, '$[0]')
  and h.started_ms < json_extract(w.value, '$[1]')
join v_tracks t on t.id = h.track_id
where {music} and t.artist_id is not null
group by w.key, t.artist_id
"""
_YEARS = """
select y.year, t.artist_id, sum(y.heard_ms)
from v_year_totals y
join v_tracks t on t.id = y.track_id
where t.artist_id is not null
group by y.year, t.artist_id
"""
_CONTENDERS = "select r.artist_id from {artists} r where r.plays > 0"

Amounts = Mapping[int, int]
"""The listening time in ms or the counted plays of each artist, by its id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """The total of an artist at the end of each period, and its rank among all artists.

    Both are ``None`` in a period of which nothing is known; an artist that was not heard yet has no
    rank either.
    """

    artist: EntityTotals
    total: int
    """At the end of the window."""
    totals: list[int | None] = field(default_factory=list)
    ranks: list[int | None] = field(default_factory=list)


def leading_courses(
    conn: sqlite3.Connection,
    question: Question,
    totals: WindowTotals,
    unit: TimeUnit,
    periods: Sequence[Period],
) -> tuple[list[Course], list[EntityTotals | None]]:
    """Return the courses of the artists that lead at the end, and who led after each period.

    At the end the ranks are those of the list of top artists. Before, of equal totals the first
    name leads.
    """
    leaders = top_entities(totals, ARTISTS, question.rank_by, limit=question.limit)
    courses = [Course(artist=one, total=_total_of(one, question.rank_by)) for one in leaders]
    race = _Race(totals)
    first: list[int | None] = []
    for period, amounts in zip(periods, _amounts(conn, question, unit, periods), strict=True):
        race.add(amounts)
        is_last = period is periods[-1]
        is_known = period.is_known or bool(amounts)
        for rank, one in enumerate(courses, 1):
            key = one.artist.entity_id
            one.totals.append(race.total(key) if is_known else None)
            one.ranks.append((rank if is_last else race.rank(key)) if is_known else None)
        ahead = leaders[0].entity_id if is_last and leaders else race.first
        first.append(ahead if is_known else None)
    named = race.names({one for one in first if one is not None})
    return courses, [None if one is None else named[one] for one in first]


def _total_of(artist: EntityTotals, by: RankBy) -> int:
    return artist.plays if by is RankBy.PLAYS else artist.heard_ms


class _Race:
    """The totals so far of all artists that have a counted play in the window."""

    def __init__(self, totals: WindowTotals) -> None:
        self._of_window = totals
        artists = totals.relation(ARTISTS)
        contenders = totals.select(_CONTENDERS.format(artists=artists))
        self._totals = {artist_id: 0 for (artist_id,) in contenders}
        self._in_order: list[int] = []

    def add(self, amounts: Amounts) -> None:
        for artist_id, amount in amounts.items():
            if artist_id in self._totals:
                self._totals[artist_id] += amount
        self._in_order = sorted(self._totals.values())

    def total(self, artist_id: int) -> int:
        return self._totals[artist_id]

    def rank(self, artist_id: int) -> int | None:
        total = self._totals[artist_id]
        if not total:
            return None
        after = bisect_right(self._in_order, total)
        rank = len(self._in_order) - after + 1
        if after - bisect_left(self._in_order, total) > 1:
            rank += self._equals(total).index(artist_id)
        return rank

    @property
    def first(self) -> int | None:
        """Who leads; ``None`` if nobody was heard yet."""
        most = self._in_order[-1] if self._in_order else 0
        return self._equals(most)[0] if most else None

    def names(self, ids: set[int]) -> dict[int, EntityTotals]:
        where = f"r.artist_id in ({','.join(map(str, ids))})"
        return {one.entity_id: one for one in self._of_window.group_by(ARTISTS, where)}

    def _equals(self, total: int) -> list[int]:
        """Return the artists with a total, by name."""
        equals = [artist_id for artist_id, one in self._totals.items() if one == total]
        if len(equals) == 1:
            return equals
        named = self.names(set(equals))
        return sorted(equals, key=lambda one: ARTISTS.name_order(named[one]))


def amounts_of_spans(
    conn: sqlite3.Connection,
    question: Question,
    spans: Sequence[tuple[int, int]],
    *,
    since_ms: int,
    until_ms: int,
) -> list[dict[int, int]]:
    """Return the amounts of each span of moments, between two others."""
    found: list[dict[int, int]] = [{} for _ in spans]
    place = 0 if question.rank_by is RankBy.TIME else 1
    until_ms = min(until_ms, question.now_ms)
    within = [(max(since, since_ms), min(until, until_ms)) for since, until in spans]
    rows = run_query(conn, _SUMS, question, question.window, spans=json.dumps(within))
    for number, artist_id, *sums in rows:
        found[number][artist_id] = sums[place]
    return found


def _amounts(
    conn: sqlite3.Connection, question: Question, unit: TimeUnit, periods: Sequence[Period]
) -> Iterator[Amounts]:
    """Yield the amounts of each period; those of years come from the roll-ups where possible."""
    is_time = unit is TimeUnit.YEAR and question.rank_by is RankBy.TIME
    if not (is_time and has_usual_music(conn, question, question.window)):
        spans = [(one.since_ms, one.until_ms) for one in periods]
        within = {"since_ms": question.window.since_ms, "until_ms": question.window.until_ms}
        yield from amounts_of_spans(conn, question, spans, **within)
        return
    years: dict[str, dict[int, int]] = {}
    for year, artist_id, heard_ms in conn.execute(_YEARS):
        years.setdefault(str(year), {})[artist_id] = heard_ms
    for period in periods:
        yield years.get(period.label, {})
