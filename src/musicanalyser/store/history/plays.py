"""The plays concluded from sightings, with the local day and hour in which each started."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from musicanalyser.listening.resumed_plays import CONTINUATION_REASONS
from musicanalyser.model.evidence import Play
from musicanalyser.store import zone_steps
from musicanalyser.store.history.classes import PlayClass, PlayClasses
from musicanalyser.timespan.local_clock import LocalClock

_ADD = """
insert into plays (
  started_ms, id, track_id, class_id, heard_ms, paused_ms, local_day, local_hour, best_id
) values (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_BOUNDS = "insert into play_bounds (play_id, low_ms, high_ms, confidence) values (?, ?, ?, ?)"
_MERGE = "insert into merged (sighting_id, play_id) values (?, ?)"
_FORGET = (
    "delete from merged where sighting_id = ?",
    "delete from play_bounds where play_id = ?",
    "delete from plays where id = ?",
)
_STORED = "select started_ms, heard_ms, class_id, local_day, local_hour from plays where id = ?"
_REVISE = """
update plays
set started_ms = ?1, paused_ms = paused_ms + started_ms + heard_ms - ?1 - ?2, heard_ms = ?2,
  class_id = ?3, local_day = ?4, local_hour = ?5
where id = ?6
"""
_PLACE = "update plays set local_day = ?, local_hour = ? where started_ms = ? and id = ?"
_SET_CLASS = "update plays set class_id = ? where started_ms = ? and id = ?"
_SET_HIGH = "update play_bounds set high_ms = ? where play_id = ?"
_STARTS = """
select started_ms, id, local_day, local_hour from plays
where (started_ms, id) > (?, ?)
order by started_ms, id
limit ?
"""
_BETWEEN = """
select started_ms, ended_ms, coalesce(heard_ms, 0), length_ms, kind = 'music', private, verdict,
  title, artist, confidence, ignored_by is not null
from v_plays
where started_ms >= :since_ms and started_ms < :until_ms
order by started_ms, id
"""
_STARTS_AND_ENDS = """
select started_ms, started_ms + heard_ms + paused_ms from plays
where started_ms between :since_ms and :until_ms
and class_id not in (select id from play_classes where heard <> 'known')
order by started_ms, id
"""


_BEFORE_ALL_MS = -(10**15)
"""Before any play: some 31,700 years before 1970."""
_PORTION = 20_000
"""Plays held in memory at once when all of them move to another zone."""


class Revision(NamedTuple):
    """What later knowledge makes of a play; ``None`` where it stays as it is."""

    play_id: int
    started_ms: int | None = None
    heard_ms: int | None = None
    verdict: str | None = None
    kind: str | None = None
    refuted: bool | None = None


def add(
    conn: sqlite3.Connection,
    plays: Sequence[Play],
    *,
    clock: LocalClock,
) -> None:
    """Add plays, and the sightings that were merged into them."""
    conn.executemany(_ADD, _rows(conn, plays, zone_steps.travelled(conn, clock)))
    conn.executemany(_ADD_BOUNDS, _bounds(plays))
    conn.executemany(_MERGE, ((other, play.id) for play in plays for other in play.merged))


def forget(conn: sqlite3.Connection, sighting_ids: Sequence[int]) -> None:
    """Remove the plays concluded from some sightings, so that they can be concluded again."""
    for statement in _FORGET:
        conn.executemany(statement, ((row_id,) for row_id in sighting_ids))


def revise(
    conn: sqlite3.Connection, revisions: Iterable[Revision], *, clock: LocalClock | None = None
) -> None:
    """Change plays; ``clock`` is needed if one of them starts at another time."""
    classes = PlayClasses(conn)
    clock = None if clock is None else zone_steps.travelled(conn, clock)
    for one in revisions:
        stored = conn.execute(_STORED, (one.play_id,)).fetchone()
        started_ms, heard_ms, class_id, *place = stored
        if clock is not None and one.started_ms is not None:
            started_ms, place = one.started_ms, clock.day_and_hour(one.started_ms)
        if one.heard_ms is not None:
            heard_ms = one.heard_ms
        class_id = classes[_revised_class(classes.words_of(class_id), one)]
        revised = (started_ms, heard_ms, class_id, *place)
        if revised != stored:
            conn.execute(_REVISE, (*revised, one.play_id))


def set_classes(conn: sqlite3.Connection, classes: Iterable[tuple[int, int, int]]) -> None:
    """Store the classes of plays, given as triples of start, id and class."""
    conn.executemany(
        _SET_CLASS, ((class_id, started_ms, play_id) for started_ms, play_id, class_id in classes)
    )


def set_highs(conn: sqlite3.Connection, highs_ms: Iterable[tuple[int, int]]) -> None:
    """Store the upper bound of the time heard of plays, given as pairs of bound and id."""
    conn.executemany(_SET_HIGH, highs_ms)


def count(conn: sqlite3.Connection) -> int:
    """Return how many plays there are."""
    return int(conn.execute("select count(*) from plays").fetchone()[0])


def starts_and_ends(
    conn: sqlite3.Connection, *, since_ms: int, until_ms: int
) -> Sequence[tuple[int, int]]:
    """Return when each play started and ended that started in a closed span, in order of time.

    Plays whose time heard is unknown are left out.
    """
    span = {"since_ms": since_ms, "until_ms": until_ms}
    return conn.execute(_STARTS_AND_ENDS, span).fetchall()


def forget_all(conn: sqlite3.Connection) -> None:
    """Remove all plays; the sightings stay."""
    for table in ("merged", "play_bounds", "plays"):
        conn.execute(f"delete from {table}")  # noqa: S608


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlay:
    """A play of the history; moments are in ms since 1970 UTC.

    ``heard_ms`` is 0 if it is unknown.
    """

    started_ms: int
    ended_ms: int
    heard_ms: int
    length_ms: int | None
    is_music: bool
    private: bool
    verdict: str
    title: str | None
    artist: str | None
    confidence: float | None
    """That of the verdict, ``None`` where an export gave it."""
    is_ignored: bool
    """Whether a rule leaves it out of statistics."""


def between(conn: sqlite3.Connection, since_ms: int, until_ms: int) -> list[StoredPlay]:
    """Return the plays that start in a half-open span, in order of time."""
    rows = conn.execute(_BETWEEN, {"since_ms": since_ms, "until_ms": until_ms})
    return [
        StoredPlay(
            started_ms=started_ms,
            ended_ms=ended_ms,
            heard_ms=heard_ms,
            length_ms=length_ms,
            is_music=bool(is_music),
            private=bool(private),
            verdict=verdict,
            title=title,
            artist=artist,
            confidence=confidence,
            is_ignored=bool(is_ignored),
        )
        for (
            started_ms, ended_ms, heard_ms, length_ms, is_music, private, verdict, title, artist,
            confidence, is_ignored,
        ) in rows
    ]  # fmt: skip


def place_all(conn: sqlite3.Connection, clock: LocalClock) -> None:
    """Update the local day and hour of every play for another clock, and nothing else."""
    after = (_BEFORE_ALL_MS, 0)
    while portion := conn.execute(_STARTS, (*after, _PORTION)).fetchall():
        conn.executemany(_PLACE, _moved(portion, clock))
        after = portion[-1][:2]


def _moved(
    starts: Iterable[tuple[int, int, int, int]], clock: LocalClock
) -> Iterator[tuple[int, int, int, int]]:
    for started_ms, play_id, day, hour in starts:
        place = clock.day_and_hour(started_ms)
        if place != (day, hour):
            yield *place, started_ms, play_id


def _revised_class(words: PlayClass, one: Revision) -> PlayClass:
    return words._replace(
        kind=words.kind if one.kind is None else one.kind,
        verdict=words.verdict if one.verdict is None else one.verdict,
        refuted=words.refuted if one.refuted is None else int(one.refuted),
    )


def _rows(
    conn: sqlite3.Connection, plays: Iterable[Play], clock: LocalClock
) -> Iterator[tuple[int | None, ...]]:
    classes = PlayClasses(conn)
    for play in plays:
        best, sighting = play.best, play.best.sighting
        class_id = classes[
            sighting.origin, sighting.item.kind, play.private, play.reason_end, sighting.skipped,
            play.verdict, sighting.reason_start in CONTINUATION_REASONS, False, play.heard, None
        ]  # fmt: skip
        yield (
            play.started_ms, play.id, best.track_id, class_id, play.heard_ms,
            play.ended_ms - play.started_ms - play.heard_ms, *clock.day_and_hour(play.started_ms),
            None if best.id == play.id else best.id,
        )  # fmt: skip


def _bounds(plays: Iterable[Play]) -> Iterator[tuple[float | None, ...]]:
    for play in plays:
        if play.low_ms is not None or play.high_ms is not None or play.confidence is not None:
            yield play.id, play.low_ms, play.high_ms, play.confidence
