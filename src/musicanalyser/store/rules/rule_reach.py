"""How much of a history each rule of the listener changes."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from typing import NamedTuple

_IGNORED = """
select c.ignored_by, count(distinct p.track_id), count(*), sum(p.heard_ms)
from plays p
join play_classes c on c.id = p.class_id
where p.class_id in (select id from play_classes where ignored_by is not null and refuted = 0)
group by c.ignored_by
"""
_MOVED = """
select
  t.ruled_by, count(distinct t.id), coalesce(sum(k.plays), 0), coalesce(sum(k.heard_ms), 0)
from tracks t
left join track_totals k on k.track_id = t.id
where t.ruled_by is not null
group by t.ruled_by
"""


class RuleReach(NamedTuple):
    """The tracks that a rule moves, or of which it ignores plays, with these plays of any kind.

    Moved plays that are ignored as well count for the rule that ignores them.
    """

    tracks: int = 0
    plays: int = 0
    heard_ms: int = 0


def measure(conn: sqlite3.Connection) -> Mapping[int, RuleReach]:
    """Return the reach of each rule that changes anything, by its number."""
    found: defaultdict[int, RuleReach] = defaultdict(RuleReach)
    found.update({number: RuleReach(*rest) for number, *rest in conn.execute(_IGNORED)})
    for numbers, *rest in conn.execute(_MOVED):
        for number in map(int, numbers.split(", ")):
            sums = zip(found[number], rest, strict=True)
            found[number] = RuleReach(*(one + other for one, other in sums))
    return found
