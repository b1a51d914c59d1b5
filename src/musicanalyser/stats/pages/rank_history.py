"""The rank of one artist, track or album in each year and each month."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import has_usual_music, run_query
from musicanalyser.stats.base.known_days import known_days
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.stats.base.ranked_entities import RankedEntity
from musicanalyser.stats.base.window import local_clock, report_span
from musicanalyser.stats.pages.own_plays import OwnPlay, PlayGroup, group_plays
from musicanalyser.timespan.local_clock import day_number, numbered_day

MOST_MONTHS = 24
_YEAR, _MONTH = 1, 2
"""How many parts of a local date name a year, and a month of one."""

_AHEAD = """
select count(*) from (
  select 1
  from (
    select h.track_id, sum({figure}) as amount
    from v_heard h
    where {{music}} and {{window}}
    group by h.track_id
  ) p
  join v_tracks t on t.id = p.track_id
  where t.{entity}_id is not null
  group by t.{entity}_id
  having sum(p.amount) > :amount
)
"""
_AHEAD_BY_YEAR = """
select own.key, count(other.amount)
from json_each(?) own
left join (
  select y.year, sum(y.heard_ms) as amount
  from v_year_totals y
  join v_tracks t on t.id = y.track_id
  where t.{entity}_id in (select {entity}_id from v_{entity}_totals where heard_ms > ?)
  group by y.year, t.{entity}_id
) other on other.year = cast(own.key as integer) and other.amount > own.value
group by own.key
"""


class Slice(NamedTuple):
    """A calendar year or month of the local time, half-open, with its name as ``--in`` reads it."""

    name: str
    first: date
    after: date


def ranks_by_year(
    conn: sqlite3.Connection, question: Question, entity: RankedEntity, plays: Sequence[OwnPlay]
) -> Report:
    """Return the rank, time (ms) and plays of each year from the first play to the last."""
    return _ranks(conn, question, entity, plays, _YEAR)


def ranks_by_month(
    conn: sqlite3.Connection, question: Question, entity: RankedEntity, plays: Sequence[OwnPlay]
) -> Report:
    """Return the same of each month, up to `MOST_MONTHS` that end with the last play."""
    return _ranks(conn, question, entity, plays, _MONTH)


def _ranks(
    conn: sqlite3.Connection,
    question: Question,
    entity: RankedEntity,
    plays: Sequence[OwnPlay],
    parts: int,
) -> Report:
    unit = "month" if parts == _MONTH else "year"
    dates = {day: numbered_day(day) for day in {play.day for play in plays}}
    groups = group_plays(plays, lambda play: dates[play.day].timetuple()[:parts])
    slices = _slices(min(groups), max(groups)) if groups else []
    ranks = _rank_slices(conn, question, entity, slices, groups)
    known = known_days(conn, question)
    return Report(
        name=f"ranks-by-{unit}",
        title=f"By {unit}",
        layout=Layout.COLUMNS if parts == _MONTH else Layout.TABLE,
        columns=(
            Column(name=unit, title=unit.capitalize()),
            Column(name="first_day", title="From", kind=ColumnKind.DATE, detail=True),
            Column(name="rank", title="Rank", kind=ColumnKind.COUNT),
            Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
            Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
        ),
        rows=tuple(_row(one, groups, ranks, known) for one in slices),
        span=report_span(question.window),
        definition=_definition(question, entity, unit),
    )


def _slices(first: tuple[int, ...], last: tuple[int, ...]) -> list[Slice]:
    """Return each year or month from the first to the last; of months the last few."""
    slices = []
    for year in range(first[0], last[0] + 1):
        if len(first) == _YEAR:
            slices.append(Slice(f"{year}", date(year, 1, 1), date(year + 1, 1, 1)))
            continue
        for month in range(1, 13):
            if first <= (year, month) <= last:
                after = date(year + month // 12, month % 12 + 1, 1)
                slices.append(Slice(f"{year}-{month:02}", date(year, month, 1), after))
    return slices if len(first) == _YEAR else slices[-MOST_MONTHS:]


def _group_of(one: Slice, groups: Mapping[tuple[int, ...], PlayGroup]) -> PlayGroup:
    parts = tuple(map(int, one.name.split("-")))
    return groups.get(parts, PlayGroup())


def _rank_slices(
    conn: sqlite3.Connection,
    question: Question,
    entity: RankedEntity,
    slices: Sequence[Slice],
    groups: Mapping[tuple[int, ...], PlayGroup],
) -> dict[str, int]:
    """Return the rank in each slice in which the figure of the entity is known.

    It is one more than have more. By plays, nothing ranks that has none.
    """
    is_by_plays = question.rank_by is RankBy.PLAYS
    own = {one: _group_of(one, groups) for one in slices}
    amounts = {
        one: group.plays if is_by_plays else group.heard_ms
        for one, group in own.items()
        if (group.plays if is_by_plays else group.has_time)
    }
    is_year = bool(amounts) and "-" not in slices[0].name
    if is_year and not is_by_plays and has_usual_music(conn, question, question.window):
        return _rank_years(conn, entity, {one.name: ms for one, ms in amounts.items()})
    return {
        one.name: _rank_slice(conn, question, entity, one, amount)
        for one, amount in amounts.items()
    }


def _rank_years(
    conn: sqlite3.Connection, entity: RankedEntity, amounts: Mapping[str, int]
) -> dict[str, int]:
    """Return the ranks of whole years from the sums of all of them."""
    statement = _AHEAD_BY_YEAR.format(entity=entity.name)
    found = conn.execute(statement, (json.dumps(amounts), min(amounts.values())))
    return {year: ahead + 1 for year, ahead in found}


def _rank_slice(
    conn: sqlite3.Connection, question: Question, entity: RankedEntity, one: Slice, amount: int
) -> int:
    window = question.window
    figure = "{counted}" if question.rank_by is RankBy.PLAYS else "h.heard_ms"
    clock = local_clock(conn, window)
    since_ms, until_ms = (clock.first_ms(day_number(day)) for day in (one.first, one.after))
    found = run_query(
        conn,
        _AHEAD.format(figure=figure, entity=entity.name),
        question,
        window,
        since_ms=max(since_ms, window.since_ms),
        until_ms=min(until_ms, window.until_ms),
        amount=amount,
    )
    return int(found.fetchone()[0]) + 1


def _row(
    one: Slice,
    groups: Mapping[tuple[int, ...], PlayGroup],
    ranks: Mapping[str, int],
    known: frozenset[date],
) -> Row:
    group = _group_of(one, groups)
    is_known = (
        bool(group.all_plays) or not known or any(one.first <= day < one.after for day in known)
    )
    return (
        one.name,
        one.first,
        ranks.get(one.name),
        group.heard_ms if is_known else None,
        group.plays if is_known else None,
    )


def _definition(question: Question, entity: RankedEntity, unit: str) -> str:
    figure = "counted plays" if question.rank_by is RankBy.PLAYS else "listening time"
    return (
        f"The rank in a {unit} is one more than the number of {entity.plural} with more {figure} in"
        f" it. The window may cut the first and the last {unit} short."
    )
