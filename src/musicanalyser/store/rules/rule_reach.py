"""How much of a history each rule of the listener changes."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from musicanalyser.listening.rules.counted_names import covers
from musicanalyser.store import zone_steps
from musicanalyser.store.rules.counted_tracks import count_tracks
from musicanalyser.store.rules.rule_rows import list_rules

_IGNORED = """
select c.ignored_by, p.track_id, count(*), sum(p.heard_ms)
from plays p
join play_classes c on c.id = p.class_id
where p.class_id in (select id from play_classes where ignored_by is not null and refuted = 0)
group by c.ignored_by, p.track_id
"""
_MOVED = """
select t.ruled_by, t.id, count(c.id), coalesce(sum(p.heard_ms) filter (where c.id is not null), 0)
from tracks t
left join plays p on p.track_id = t.id
left join play_classes c on c.id = p.class_id and c.refuted = 0
where t.ruled_by is not null
group by t.id
"""
_PLAYS = """
select p.track_id, p.started_ms, p.heard_ms, c.ignored_by
from plays p
join play_classes c on c.id = p.class_id
where p.track_id in (select value from json_each(:track_ids))
and c.refuted = 0 and c.ignored_by is not null
"""


@dataclass(slots=True, kw_only=True)
class RuleReach:
    """The tracks that a rule moves, or of which it ignores plays, with these plays of any kind.

    It is the same whether or not other rules ignore the plays as well. ``ignored_before`` holds how
    many of the plays each rule before it ignores already, by its number.
    """

    track_ids: set[int] = field(default_factory=set)
    plays: int = 0
    heard_ms: int = 0
    ignored_before: dict[int, int] = field(default_factory=dict)

    @property
    def new_plays(self) -> int:
        """The plays that no rule before it ignores already."""
        return self.plays - sum(self.ignored_before.values())

    def add(self, track_id: int, plays: int, heard_ms: int) -> None:
        """Add plays of a track."""
        self.track_ids.add(track_id)
        self.plays += plays
        self.heard_ms += heard_ms


def measure(conn: sqlite3.Connection) -> Mapping[int, RuleReach]:
    """Return the reach of each rule that changes anything, by its number."""
    found: defaultdict[int, RuleReach] = defaultdict(RuleReach)
    for number, *counts in conn.execute(_IGNORED):
        found[number].add(*counts)
    for numbers, *counts in conn.execute(_MOVED):
        for number in map(int, numbers.split(", ")):
            found[number].add(*counts)
    for number, before, track_id, heard_ms in _ignored_again(conn):
        found[number].add(track_id, 1, heard_ms)
        already = found[number].ignored_before
        already[before] = already.get(before, 0) + 1
    return found


def _ignored_again(conn: sqlite3.Connection) -> Iterator[tuple[int, int, int, int]]:
    """Yield each rule that ignores a play after another, the other, the track and the time (ms)."""
    tracks = count_tracks(conn, list_rules(conn), "true")
    rules = {track.id: track.ignored_by for track in tracks if len(track.ignored_by) > 1}
    if not rules:
        return
    clock = zone_steps.stored_clock(conn)
    plays = conn.execute(_PLAYS, {"track_ids": json.dumps([*rules])})
    for track_id, started_ms, heard_ms, before in plays:
        for number, _, rule in rules[track_id]:
            is_later = number > before
            if is_later and covers(rule, started_ms, clock.offset_ms(started_ms)):
                yield number, before, track_id, heard_ms
