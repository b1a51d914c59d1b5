"""Plays: what is concluded from sightings, with the local day and hour at which each started."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from zoneinfo import ZoneInfo

from musicanalyser.model import Play
from musicanalyser.timespan import LocalClock

_ADD = """
insert into plays (
  id, sighting_id, track_id, source, kind, private, started_ms, ended_ms, heard_ms, reason_end,
  skipped, verdict, local_day, local_hour
) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_MERGE = "insert into merged (sighting_id, play_id) values (?, ?)"
_UNMERGE = "delete from merged where sighting_id = ?"
_REMOVE = "delete from plays where id = ?"
_STARTS = "select id, started_ms, local_day, local_hour from plays order by id"
_MOVE = "update plays set local_day = ?, local_hour = ? where id = ?"


def add(
    conn: sqlite3.Connection,
    plays: Sequence[Play],
    *,
    clock: LocalClock,
) -> None:
    """Add plays, and which sightings were merged into them."""
    conn.executemany(_ADD, _rows(plays, clock))
    conn.executemany(_MERGE, ((one, play.id) for play in plays for one in play.merged))


def forget(conn: sqlite3.Connection, sighting_ids: Sequence[int]) -> None:
    """Remove what was concluded from some sightings, so that it can be concluded anew."""
    conn.executemany(_UNMERGE, ((row_id,) for row_id in sighting_ids))
    conn.executemany(_REMOVE, ((row_id,) for row_id in sighting_ids))


def count(conn: sqlite3.Connection) -> int:
    """Return how many plays there are."""
    return int(conn.execute("select count(*) from plays").fetchone()[0])


def forget_all(conn: sqlite3.Connection) -> None:
    """Remove all plays; the sightings stay."""
    conn.execute("delete from merged")
    conn.execute("delete from plays")


def move_to_zone(conn: sqlite3.Connection, zone: ZoneInfo) -> None:
    """Work out the local day and hour of every play for another time zone."""
    clock = LocalClock(zone)

    def moved() -> Iterator[tuple[str, int, int]]:
        for row_id, started_ms, day, hour in conn.execute(_STARTS).fetchall():
            now_day, now_hour = clock.day_and_hour(started_ms)
            if (now_day, now_hour) != (day, hour):
                yield now_day, now_hour, row_id

    conn.executemany(_MOVE, moved())


def _rows(plays: Iterable[Play], clock: LocalClock) -> Iterator[tuple[int | str | None, ...]]:
    for play in plays:
        best, sighting = play.best, play.best.sighting
        day, hour = clock.day_and_hour(play.started_ms)
        yield (
            play.id, best.id, best.track_id, sighting.source.value, sighting.item.kind.value,
            int(play.private), play.started_ms, play.ended_ms, sighting.played_ms,
            sighting.reason_end,
            None if sighting.skipped is None else int(sighting.skipped), play.verdict.value,
            day, hour,
        )  # fmt: skip
