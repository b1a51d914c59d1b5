"""How often each told confidence was right, where an extended history says why plays ended."""

import json
import sqlite3
from collections import Counter

from musicanalyser.listening.judging.told_ends import is_end_right
from musicanalyser.model.origin import Origin

_HAS_CHANGED = """
select exists (
  select 1 from changed_plays
  where started_ms <= (select max(until_ms) from known_spans where {complete})
)
"""
_COMPLETE = "{} in (select value from json_each(:complete))"
# A play that such an export covers and lacks has no reason.
_TOLD = f"""
select
  o.confidence, c.reason_end, iif({_COMPLETE.format("b.source")}, b.reason_end, null), count(*)
from observations o
join sightings s on s.id = o.sighting_id
join sighting_classes c on c.id = s.class_id
left join merged m on m.sighting_id = s.id
left join plays p on p.id = coalesce(m.play_id, s.id)
left join sightings best on best.id = coalesce(p.best_id, p.id)
left join sighting_classes b on b.id = best.class_id
where c.source = :judged and c.kind = 'music' and exists (
  select 1 from known_spans k
  where {_COMPLETE.format("k.origin")} and s.ended_ms between k.since_ms and k.until_ms
)
group by 1, 2, 3
"""  # noqa: S608
_ADD = "insert into confidence_checks (told, plays, rights) values (?, ?, ?)"
_COUNT = "select coalesce(sum(plays), 0) from confidence_checks"
_PARAMETERS = {
    "complete": json.dumps([origin for origin in Origin if origin.traits.is_complete]),
    "judged": Origin.PLAYER.value,
}


def rebuild(conn: sqlite3.Connection) -> None:
    """Hold all that `watch` told against the exports."""
    plays: Counter[float] = Counter()
    rights: Counter[float] = Counter()
    for confidence, told, true, count in conn.execute(_TOLD, _PARAMETERS):
        is_right = is_end_right(told, true)
        if is_right is not None:
            plays[confidence] += count
            rights[confidence] += count * is_right
    conn.execute("delete from confidence_checks")
    conn.executemany(_ADD, ((told, plays[told], rights[told]) for told in sorted(plays)))


def update(conn: sqlite3.Connection) -> None:
    """Do so again if a play has changed that such an export may cover."""
    changed = _HAS_CHANGED.format(complete=_COMPLETE.format("origin"))
    if conn.execute(changed, _PARAMETERS).fetchone()[0]:
        rebuild(conn)


def count_plays(conn: sqlite3.Connection) -> int:
    """Return how many plays of `watch` an export has judged."""
    return int(conn.execute(_COUNT).fetchone()[0])
