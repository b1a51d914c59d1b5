"""The plays concluded from sightings, with the local day and hour in which each started."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from musicanalyser.model.evidence import Play
from musicanalyser.timespan.local_clock import LocalClock

_ADD = """
insert into plays (
  id, sighting_id, track_id, source, kind, private, started_ms, ended_ms, heard_ms, reason_end,
  skipped, verdict, local_day, local_hour, low_ms, high_ms, confidence
) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_MERGE = "insert into merged (sighting_id, play_id) values (?, ?)"
_UNMERGE = "delete from merged where sighting_id = ?"
_REMOVE = "delete from plays where id = ?"
_STARTS = "select id, started_ms, local_day, local_hour from plays order by id"
_BETWEEN = """
select started_ms, ended_ms, heard_ms, kind = 'music', private, verdict, title, artist, confidence
from v_plays
where started_ms >= :since_ms and started_ms < :until_ms
order by started_ms, id
"""
_COUNT_OF = "select count(*) from v_plays where uri = :uri"
_HEARD_SINCE = """
select started_ms, ended_ms from plays where started_ms >= :since_ms order by started_ms, id
"""
_MOVE = "update plays set local_day = ?, local_hour = ? where id = ?"


def add(
    conn: sqlite3.Connection,
    plays: Sequence[Play],
    *,
    clock: LocalClock,
) -> None:
    """Add plays, and the sightings that were merged into them."""
    conn.executemany(_ADD, _rows(plays, clock))
    conn.executemany(_MERGE, ((other, play.id) for play in plays for other in play.merged))


def forget(conn: sqlite3.Connection, sighting_ids: Sequence[int]) -> None:
    """Remove the plays concluded from some sightings, so that they can be concluded again."""
    conn.executemany(_UNMERGE, ((row_id,) for row_id in sighting_ids))
    conn.executemany(_REMOVE, ((row_id,) for row_id in sighting_ids))


def count(conn: sqlite3.Connection) -> int:
    """Return how many plays there are."""
    return int(conn.execute("select count(*) from plays").fetchone()[0])


def count_of(conn: sqlite3.Connection, uri: str) -> int:
    """Return how many plays of one track there are."""
    return int(conn.execute(_COUNT_OF, {"uri": uri}).fetchone()[0])


def starts_and_ends(conn: sqlite3.Connection, *, since_ms: int) -> Sequence[tuple[int, int]]:
    """Return when each play from a moment on started and ended, in order of the starts."""
    return conn.execute(_HEARD_SINCE, {"since_ms": since_ms}).fetchall()


def forget_all(conn: sqlite3.Connection) -> None:
    """Remove all plays; the sightings stay."""
    conn.execute("delete from merged")
    conn.execute("delete from plays")


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredPlay:
    """A play of the history; moments are in ms since 1970 UTC."""

    started_ms: int
    ended_ms: int
    heard_ms: int
    is_music: bool
    private: bool
    verdict: str
    title: str | None
    artist: str | None
    confidence: float | None
    """That of the verdict, ``None`` where an export gave it."""


def between(conn: sqlite3.Connection, since_ms: int, until_ms: int) -> list[StoredPlay]:
    """Return the plays that start in a half-open span, in order of time."""
    rows = conn.execute(_BETWEEN, {"since_ms": since_ms, "until_ms": until_ms})
    return [
        StoredPlay(
            started_ms=started_ms,
            ended_ms=ended_ms,
            heard_ms=heard_ms,
            is_music=bool(is_music),
            private=bool(private),
            verdict=verdict,
            title=title,
            artist=artist,
            confidence=confidence,
        )
        for (
            started_ms, ended_ms, heard_ms, is_music, private, verdict, title, artist, confidence
        ) in rows
    ]  # fmt: skip


def move_to_zone(conn: sqlite3.Connection, zone: ZoneInfo) -> None:
    """Update the local day and hour of every play for another time zone."""
    clock = LocalClock(zone)

    def moved() -> Iterator[tuple[str, int, int]]:
        for row_id, started_ms, day, hour in conn.execute(_STARTS).fetchall():
            new_day, new_hour = clock.day_and_hour(started_ms)
            if (new_day, new_hour) != (day, hour):
                yield new_day, new_hour, row_id

    conn.executemany(_MOVE, moved())


def _rows(plays: Iterable[Play], clock: LocalClock) -> Iterator[tuple[float | str | None, ...]]:
    for play in plays:
        best, sighting = play.best, play.best.sighting
        day, hour = clock.day_and_hour(play.started_ms)
        yield (
            play.id, best.id, best.track_id, sighting.origin.value, sighting.item.kind.value,
            int(play.private), play.started_ms, play.ended_ms, play.heard_ms, play.reason_end,
            None if sighting.skipped is None else int(sighting.skipped), play.verdict.value,
            day, hour, play.low_ms, play.high_ms, play.confidence,
        )  # fmt: skip
