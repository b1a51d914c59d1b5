"""What has gained or lost most of the listening time from one window to another."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from typing import TypeVar

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.known_facts import match_facts
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, TRACKS, EntityTotals, RankedEntity
from musicanalyser.stats.base.shares import change_column
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.base.window_totals import WindowTotals
from musicanalyser.stats.facts.genre_tags import genre_fact, genre_split, genres_of

_TIMES = """
select id, now_ms, before_ms
from (
  select *, rank() over (order by abs(now_ms / {now_whole} - before_ms / {before_whole}) desc) place
  from (
    select id, sum(now_ms) as now_ms, sum(before_ms) as before_ms
    from (
      select {entity}_id as id, heard_ms as now_ms, 0 as before_ms from {now}
      union all
      select {entity}_id, 0, heard_ms from {before}
    )
    group by id
  )
)
where place <= {limit}
"""
_DIGITS = 12
"""Later decimals of a change differ only by the rounding of sums."""
_Key = TypeVar("_Key")
_Times = tuple[float, float]
"""Of the window, and of the one before."""

_CHANGE = (
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, detail=True),
    Column(name="previous_ms", title="Time before", kind=ColumnKind.DURATION, detail=True),
    Column(name="previous_share", title="Before", kind=ColumnKind.SHARE),
    Column(name="share", title="Now", kind=ColumnKind.SHARE),
    change_column(compared=True),
)


def movers(
    conn: sqlite3.Connection, question: Question, now: WindowTotals, before: WindowTotals
) -> Iterator[Report]:
    """Yield the artists, tracks and genres whose shares changed most, if both windows have music.

    Genres are left out if too few are known in one of the windows.
    """
    if not (now.sum_of("heard_ms") and before.sum_of("heard_ms")):
        return
    for entity in (ARTISTS, TRACKS):
        rows = tuple(_entity_rows(question, entity, now, before))
        yield _list(question, entity.plural, entity.columns, rows)
    rows = tuple(_genre_rows(conn, question, now, before))
    if rows:
        yield _list(question, "genres", (Column(name="genre", title="Genre"),), rows)


def _entity_rows(
    question: Question, entity: RankedEntity, now: WindowTotals, before: WindowTotals
) -> Iterator[Row]:
    wholes_ms = now.sum_of("heard_ms"), before.sum_of("heard_ms")
    sql = _TIMES.format(
        entity=entity.name,
        now=now.relation(entity),
        before=before.relation(entity),
        now_whole=float(wholes_ms[0]),
        before_whole=float(wholes_ms[1]),
        limit=question.limit,
    )
    times = {key: (now_ms, before_ms) for key, now_ms, before_ms in now.select(sql)}
    named = _latest_totals(entity, (before, now), times)
    by_name = sorted(times, key=lambda key: entity.name_order(named[key]))
    for key in _most_moved(by_name, times, wholes_ms, question.limit):
        yield (*entity.names_of(named[key]), *_change(times[key], wholes_ms))


def _latest_totals(
    entity: RankedEntity, windows: tuple[WindowTotals, ...], keys: Iterable[int]
) -> dict[int, EntityTotals]:
    """Return the totals of some entities in the last of the windows that has them."""
    chosen = f"r.{entity.name}_id in ({','.join(map(str, keys))})"
    return {one.entity_id: one for totals in windows for one in totals.group_by(entity, chosen)}


def _genre_rows(
    conn: sqlite3.Connection, question: Question, now: WindowTotals, before: WindowTotals
) -> Iterator[Row]:
    genres = genre_fact(genres_of(conn, now, before))
    splits = [genre_split(match_facts(totals, genres)) for totals in (now, before)]
    after, earlier = splits
    if after is None or earlier is None:
        return
    wholes_ms = after.whole_ms, earlier.whole_ms
    times = {
        genre: (after.times_ms.get(genre, 0), earlier.times_ms.get(genre, 0))
        for genre in sorted({*after.times_ms, *earlier.times_ms})
    }
    for genre in _most_moved(times, times, wholes_ms, question.limit):
        yield (genre, *_change(times[genre], wholes_ms))


def _most_moved(
    in_order: Iterable[_Key], times: Mapping[_Key, _Times], wholes_ms: _Times, limit: int
) -> list[_Key]:
    """Return those with the greatest change of their share; of equals, the first in order."""

    def moved(key: _Key) -> float:
        now, before = _shares(times[key], wholes_ms)
        return round(abs(now - before), _DIGITS)

    return sorted(in_order, key=moved, reverse=True)[:limit]


def _change(times_ms: _Times, wholes_ms: _Times) -> Row:
    """Return times (ms) and shares of both windows, and the difference of the shares."""
    now, before = _shares(times_ms, wholes_ms)
    return (*map(round, times_ms), before, now, now - before)


def _shares(times_ms: _Times, wholes_ms: _Times) -> _Times:
    return times_ms[0] / wholes_ms[0], times_ms[1] / wholes_ms[1]


def _list(
    question: Question, plural: str, names: tuple[Column, ...], rows: tuple[Row, ...]
) -> Report:
    return Report(
        name=f"moved-{plural}",
        title=f"{plural.capitalize()} that moved most",
        columns=(*names, *_CHANGE),
        rows=rows,
        span=report_span(question.window),
    )
