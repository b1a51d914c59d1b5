"""The plays that rules of the listener ignore: their class belongs to no partition."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from musicanalyser.listening.rules.counted_names import covers
from musicanalyser.model.rule import StoredRule
from musicanalyser.store import zone_steps
from musicanalyser.store.history import plays
from musicanalyser.store.history.classes import PlayClasses
from musicanalyser.timespan.local_clock import LocalClock

_PLAYS = """
select p.track_id, p.started_ms, p.id, p.class_id, c.ignored_by
from plays p
join play_classes c on c.id = p.class_id
where p.track_id in (select value from json_each(:track_ids))
union all
select t.track_id, t.started_ms, t.id, t.class_id, c.ignored_by
from plays t
join play_classes c on c.id = t.class_id
where t.class_id in (select id from play_classes where ignored_by is not null) and {which}
and t.track_id not in (select value from json_each(:track_ids))
"""
_EVER_IGNORED = "select exists (select 1 from play_classes where ignored_by is not null)"


class UnsettledPlay(NamedTuple):
    """A play that another rule should ignore, or none, and that is not stored so."""

    started_ms: int
    id: int
    class_id: int
    ignored_by: int | None


def find_unsettled(
    conn: sqlite3.Connection, ignored: Mapping[int, Sequence[StoredRule]], which: str
) -> Iterator[UnsettledPlay]:
    """Yield the plays for which rules of their track, if any, are not followed.

    ``which`` is the condition for the tracks of which a play may be ignored now, as ``t.track_id``.
    """
    if not ignored and not conn.execute(_EVER_IGNORED).fetchone()[0]:
        return  # no play has to be read
    clock = zone_steps.stored_clock(conn)
    found = conn.execute(_PLAYS.format(which=which), {"track_ids": json.dumps([*ignored])})
    for track_id, started_ms, play_id, class_id, stored in found:
        number = _ignoring(ignored.get(track_id, ()), started_ms, clock)
        if number != stored:
            yield UnsettledPlay(started_ms, play_id, class_id, number)


def settle(conn: sqlite3.Connection, unsettled: Iterable[UnsettledPlay]) -> None:
    """Let rules ignore plays as they should."""
    classes = PlayClasses(conn)

    @cache
    def settled(class_id: int, ignored_by: int | None) -> int:
        return classes[classes.words_of(class_id)._replace(ignored_by=ignored_by)]

    plays.set_classes(
        conn,
        [(one.started_ms, one.id, settled(one.class_id, one.ignored_by)) for one in unsettled],
    )


def _ignoring(rules: Sequence[StoredRule], started_ms: int, clock: LocalClock) -> int | None:
    """Return the number of the first rule that ignores a play."""
    return next(
        (
            stored.number
            for stored in rules
            if covers(stored.rule, started_ms, clock.offset_ms(started_ms))
        ),
        None,
    )
