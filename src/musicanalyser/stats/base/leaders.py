"""The tracks, artists or albums that lead a window, and the ranks of some of them."""

import json
from collections.abc import Collection, Iterable

from musicanalyser.stats.base.question import RankBy
from musicanalyser.stats.base.ranked_entities import EntityTotals, RankedEntity
from musicanalyser.stats.base.window_totals import WindowTotals

_RANKED_BY = {
    RankBy.TIME: ("r.heard_ms", "r.plays"),
    RankBy.PLAYS: ("r.plays", "r.heard_ms"),
}


def top_entities(
    totals: WindowTotals, entity: RankedEntity, by: RankBy, *, limit: int, where: str = "true"
) -> list[EntityTotals]:
    """Return the first of those with a counted play, by rank, for which a condition is true.

    They are sorted by time or by plays, then by the other of the two, then by name.
    """
    # The plus keeps SQLite from the index of plays, which nearly all have.
    found = with_greatest(
        totals, entity, _RANKED_BY[by], limit=limit, where=f"+r.plays > 0 and {where}"
    )
    return _in_order(found, entity, by)[:limit]


def with_greatest(
    totals: WindowTotals,
    entity: RankedEntity,
    figures: tuple[str, ...],
    *,
    limit: int,
    where: str,
) -> list[EntityTotals]:
    """Return those with the greatest figures, in any order: as many as the limit, or more.

    Of equals, all are returned: their names decide. The figures are SQL expressions of the totals
    ``r``; the first counts most.
    """
    order = ", ".join(f"{figure} desc" for figure in figures)
    names = ", ".join(figures)
    least = totals.select(
        f"select {names} from {totals.relation(entity)} r where {where}"  # noqa: S608
        f" order by {order} limit 1 offset {limit - 1}"
    ).fetchone()
    if least is None:
        return totals.group_by(entity, where)
    first, values = least[0], ", ".join(map(repr, least))
    return totals.group_by(
        entity, f"{where} and {figures[0]} >= {first!r} and ({names}) >= ({values})"
    )


def ranks_of(
    totals: WindowTotals, entity: RankedEntity, by: RankBy, keys: Collection[int]
) -> dict[int, int]:
    """Return the ranks of some of them by their ids; those without a counted play have none."""
    first, second = _RANKED_BY[by]
    sql = f"""
    select *
    from (
      select
        r.{entity.name}_id as id, r.heard_ms, r.plays,
        rank() over (order by {first} desc, {second} desc) as rank
      from {totals.relation(entity)} r where r.plays > 0
    )
    where id in (select value from json_each(?))
    """  # noqa: S608
    return {
        key: rank + _place_among_equals(totals, entity, key, heard_ms, plays)
        for key, heard_ms, plays, rank in totals.select(sql, json.dumps([*keys])).fetchall()
    }


def rank_of(totals: WindowTotals, entity: RankedEntity, by: RankBy, key: int) -> int | None:
    """Return the rank of one of them, like `ranks_of`; it sorts nothing."""
    first, second = _RANKED_BY[by]
    relation = totals.relation(entity)
    own = totals.select(
        f"select r.heard_ms, r.plays, {first}, {second} from {relation} r"  # noqa: S608
        f" where r.{entity.name}_id = ? and r.plays > 0",
        key,
    ).fetchone()
    if own is None:
        return None
    heard_ms, plays, *figures = own
    ahead = f"{first} >= {figures[0]} and ({first}, {second}) > ({figures[0]}, {figures[1]})"
    rank = totals.count(entity, ahead) + 1
    return rank + _place_among_equals(totals, entity, key, heard_ms, plays)


def _place_among_equals(
    totals: WindowTotals, entity: RankedEntity, key: int, heard_ms: int, plays: int
) -> int:
    """Return how many of those with these very figures have a name that comes first."""
    alike = f"r.heard_ms = {heard_ms} and r.plays = {plays}"
    if totals.count(entity, alike) == 1:
        return 0
    equals = sorted(totals.group_by(entity, alike), key=entity.name_order)
    return [one.entity_id for one in equals].index(key)


def _in_order(
    found: Iterable[EntityTotals], entity: RankedEntity, by: RankBy
) -> list[EntityTotals]:
    if by is RankBy.PLAYS:
        return sorted(found, key=lambda one: (-one.plays, -one.heard_ms, entity.name_order(one)))
    return sorted(found, key=lambda one: (-one.heard_ms, -one.plays, entity.name_order(one)))
