"""The sums of each track in each partition, and the first and the last play by each rule."""

import json
import sqlite3

RULES = ("stream", "scrobble", "full")
"""The rules of counting beside `any`: columns ``is_stream`` of `v_heard`, ``streams`` here."""
COUNTS = ("heard_ms", "plays", "streams", "scrobbles", "fulls", "judged", "skips")
FIRSTS = ("first_ms", *(f"first_{rule}_ms" for rule in RULES))
LASTS = ("last_ms", *(f"last_{rule}_ms" for rule in RULES))

_COLUMNS = ", ".join((*COUNTS, *FIRSTS, *LASTS))
_STARTS = ("h.started_ms", *(f"iif(h.is_{rule}, h.started_ms, null)" for rule in RULES))
_SUMS = ", ".join(
    (
        "sum(h.heard_ms)",
        "count(*)",
        *(f"sum(h.is_{rule})" for rule in RULES),
        "sum(h.verdict <> 'unknown')",
        "sum(h.verdict = 'skipped')",
        *(f"min({start})" for start in _STARTS),
        *(f"max({start})" for start in _STARTS),
    )
)
_INSERT = f"insert into track_totals (track_id, partition_id, {_COLUMNS})"
_SELECT = f"select h.track_id, h.partition_id, {_SUMS} from v_heard h"  # noqa: S608
_REBUILD = f"{_INSERT} {_SELECT} group by 1, 2"

_LEAST_SCROBBLED_MS = """
case
  when {length} > 30000 then min(240000, 0.5 * {length})
  when {length} is null then 240000
  else 9e99
end
"""
_WAS = _LEAST_SCROBBLED_MS.format(length="x.length_ms")
_IS = _LEAST_SCROBBLED_MS.format(length="t.length_ms")
# Made once for a connection: SQLite prepares all statements again after a change of this schema.
_MAKE_ROOM = f"""
create temp table if not exists moved_plays (
  track_id integer, partition_id integer, started_ms integer,
  {", ".join(f"{name} integer" for name in COUNTS)}
)
"""
# What each changed play adds to a sum, or takes from it. A track of another length has plays that
# are scrobbles now, or no longer: those between its two limits.
_MOVE = f"""
insert into moved_plays
with lengths as materialized (
  select track_id, length_ms from changed_tracks
  where rowid in (select min(rowid) from changed_tracks group by track_id)
),
limits as materialized (
  select o.track_id, iif(x.track_id is null, {_IS}, {_WAS}) as before_ms, {_IS} as now_ms
  from (select track_id from changed_plays union select track_id from changed_tracks) o
  left join lengths x on x.track_id = o.track_id
  left join tracks t on t.id = o.track_id
),
moved as (
  select
    x.started_ms, x.play_id, x.track_id, x.class_id, x.heard_ms, x.sign as plays,
    x.sign * (x.heard_ms >= l.before_ms) as scrobbles
  from changed_plays x
  join limits l on l.track_id = x.track_id
  union all
  select
    p.started_ms, p.id, p.track_id, p.class_id, p.heard_ms, 0, iif(l.now_ms < l.before_ms, 1, -1)
  from limits l
  cross join plays p on p.track_id = l.track_id
    and p.heard_ms >= min(l.before_ms, l.now_ms) and p.heard_ms < max(l.before_ms, l.now_ms)
  where l.before_ms <> l.now_ms
)
select
  m.track_id, c.partition_id, m.started_ms, sum(m.heard_ms * m.plays) as heard_ms,
  sum(m.plays) as plays, sum((m.heard_ms >= 30000 or c.heard = 'listed') * m.plays) as streams,
  sum(iif(c.heard = 'listed', m.plays, m.scrobbles)) as scrobbles,
  sum((c.verdict = 'finished' and m.heard_ms > 0) * m.plays) as fulls,
  sum((c.verdict <> 'unknown') * m.plays) as judged, sum((c.verdict = 'skipped') * m.plays) as skips
from moved m
join play_classes c on c.id = m.class_id
where c.partition_id is not null
group by m.track_id, c.partition_id, m.started_ms, m.play_id
"""  # noqa: S608
_OF_RULES = tuple(zip(("plays", *(f"{rule}s" for rule in RULES)), FIRSTS, LASTS, strict=True))
# Without its first or its last play, a sum must look for another one.
_LACKS_AN_END = f"""
select distinct m.track_id
from moved_plays m
join track_totals k on k.track_id = m.track_id and k.partition_id = m.partition_id
where {
    " or ".join(
        f"m.{count} < 0 and m.started_ms in (k.{first}, k.{last})"
        for count, first, last in _OF_RULES
    )
}
"""  # noqa: S608
_OF_SOME = "track_id in (select value from json_each(:track_ids))"
_SUM_AGAIN = (
    f"delete from track_totals where {_OF_SOME}",  # noqa: S608
    f"{_INSERT} {_SELECT} where h.{_OF_SOME} group by 1, 2",
    f"delete from moved_plays where {_OF_SOME}",  # noqa: S608
)
_NEVER_MS = 10**17
"""Beyond any play: what adds none has no first and no last, but a row must have both."""


def _end(function: str, count: str) -> str:
    found = f"{function}(iif({count} > 0, started_ms, null))"
    never_ms = _NEVER_MS if function == "min" else -_NEVER_MS
    return f"coalesce({found}, {never_ms})" if count == "plays" else found


_ENDS = [_end(function, count) for function in ("min", "max") for count, *_ in _OF_RULES]
_ADD = f"""
{_INSERT}
select track_id, partition_id, {", ".join([*(f"sum({name})" for name in COUNTS), *_ENDS])}
from moved_plays
where true
group by 1, 2
on conflict do update set
  {", ".join(f"{name} = {name} + excluded.{name}" for name in COUNTS)},
  {
    ", ".join(
        f"{name} = {end}(coalesce({name}, excluded.{name}), coalesce(excluded.{name}, {name}))"
        for end, names in (("min", FIRSTS), ("max", LASTS))
        for name in names
    )
}
"""  # noqa: S608
_REMOVE_EMPTY = """
delete from track_totals where plays = 0 and track_id in (select track_id from moved_plays)
"""
_FORGET_MOVES = "delete from moved_plays"


def rebuild(conn: sqlite3.Connection) -> None:
    """Sum all plays."""
    conn.execute("delete from track_totals")
    conn.execute(_REBUILD)


def update(conn: sqlite3.Connection) -> None:
    """Take in the changed plays, and the scrobbles that a changed length makes or unmakes."""
    conn.execute(_MAKE_ROOM)
    conn.execute(_MOVE)
    track_ids = [track_id for (track_id,) in conn.execute(_LACKS_AN_END)]
    for statement in _SUM_AGAIN:
        conn.execute(statement, {"track_ids": json.dumps(track_ids)})
    conn.execute(_ADD)
    conn.execute(_REMOVE_EMPTY)
    conn.execute(_FORGET_MOVES)
