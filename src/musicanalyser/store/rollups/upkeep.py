"""Brings the roll-ups up to date with the plays, in the transaction that changed them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from musicanalyser.store import zone_steps
from musicanalyser.store.facts import song_facts
from musicanalyser.store.history import plays
from musicanalyser.store.rollups import (
    confidence_checks,
    entity_totals,
    hour_totals,
    runs_of_albums,
    session_spans,
    song_peaks,
    track_totals,
    year_totals,
)
from musicanalyser.store.rules import settlement

_FEW = 10_000
_MANY_SHARE = 10
"""From one changed play in ten on, all sums are made anew, which is faster."""

_HAS_CHANGES = """
select
  exists (select 1 from changed_plays) or exists (select 1 from changed_tracks)
  or exists (select 1 from changed_facts)
"""
_CHANGES = "select count(*) from changed_plays"
_SUSPENDED = """
select 'drop ' || type || ' ' || name, sql from sqlite_master
where type = 'trigger' or name = 'plays_by_track'
"""
_NOTES_CHANGES = "select exists (select 1 from sqlite_master where name = 'plays_added')"
_CHANGED_SONGS = """
select id from tracks where named_song_id in (
  select named_song_id from changed_tracks
  union select named_song_id from tracks where id in (
    select track_id from changed_plays union select track_id from changed_tracks
  )
)
"""
_FORGET = (
    "delete from changed_plays",
    "delete from changed_tracks",
    "delete from changed_facts",
)


def update(conn: sqlite3.Connection) -> None:
    """Take in what has changed since the last update, and let it follow the rules."""
    if not conn.execute(_HAS_CHANGES).fetchone()[0]:
        return
    settlement.settle(conn, settlement.find_changed(conn))
    if _has_many(conn) or (zone_steps.may_change(conn) and settle_zones(conn)):
        rebuild(conn)
        return
    _sum_changes(conn)


def follow_rules(conn: sqlite3.Connection) -> None:
    """Let all tracks and plays follow the rules, which have changed, and then the sums.

    Where plays were heard does not depend on rules.
    """
    update(conn)
    unsettled = settlement.find_all(conn)
    if _are_many(conn, len(unsettled.plays)):
        with _suspended(conn):
            settlement.settle(conn, unsettled)
        sum_all(conn)
        return
    settlement.settle(conn, unsettled)
    _sum_changes(conn)


def _sum_changes(conn: sqlite3.Connection) -> None:
    track_totals.update(conn)
    entity_totals.update(conn)
    hour_totals.update(conn, zone_steps.stored_clock(conn))
    year_totals.update(conn, zone_steps.stored_clock(conn))
    session_spans.update(conn)
    song_peaks.update(conn)
    runs_of_albums.update(conn)
    confidence_checks.update(conn)
    song_facts.update(conn)
    _forget_changes(conn)


def rebuild(conn: sqlite3.Connection) -> None:
    """Find the zones of plays, let all follow the rules, and make all sums anew."""
    settle_zones(conn)
    settlement.settle(conn, settlement.find_all(conn))
    song_facts.add_artists(conn)
    sum_all(conn)
    _forget_changes(conn)


def settle_zones(conn: sqlite3.Connection) -> bool:
    """Find where plays were heard; if that is elsewhere than before, move their days and hours.

    Returns whether it is. Their sums must then be made anew.
    """
    if not zone_steps.settle(conn):
        return False
    plays.place_all(conn, zone_steps.stored_clock(conn))
    return True


def move_days(conn: sqlite3.Connection) -> None:
    """Compute all local days and hours again, and the sums by day, for other zones."""
    zone_steps.settle(conn)
    clock = zone_steps.stored_clock(conn)
    plays.place_all(conn, clock)
    unsettled = settlement.find_all(conn)
    if any(unsettled):
        settlement.settle(conn, unsettled)
        rebuild(conn)
        return
    hour_totals.rebuild(conn, clock)
    year_totals.rebuild(conn, clock)
    song_peaks.rebuild(conn)


def sum_all(conn: sqlite3.Connection) -> None:
    """Sum all plays, whatever has changed; no more is written than the roll-ups."""
    track_totals.rebuild(conn)
    entity_totals.rebuild(conn)
    hour_totals.rebuild(conn, zone_steps.stored_clock(conn))
    year_totals.rebuild(conn, zone_steps.stored_clock(conn))
    session_spans.rebuild(conn)
    song_peaks.rebuild(conn)
    runs_of_albums.rebuild(conn)
    confidence_checks.rebuild(conn)
    song_facts.rebuild(conn)


def changed_tracks(conn: sqlite3.Connection) -> list[int] | None:
    """Return the tracks of songs that changed, or of which a play did, since the last update.

    Returns ``None`` where no changes are noted.
    """
    if not conn.execute(_NOTES_CHANGES).fetchone()[0]:
        return None
    return [track_id for (track_id,) in conn.execute(_CHANGED_SONGS)]


@contextmanager
def rebuilt_afterwards(conn: sqlite3.Connection) -> Iterator[None]:
    """Note no changes in the ``with`` block of a transaction, and then make all sums anew.

    That is faster for a block that adds a large part of the history.
    """
    with _suspended(conn):
        yield
    rebuild(conn)


@contextmanager
def _suspended(conn: sqlite3.Connection) -> Iterator[None]:
    """Note no changes in the ``with`` block of a transaction, which many plays then slow less."""
    suspended = conn.execute(_SUSPENDED).fetchall()
    for drop, _ in suspended:
        conn.execute(drop)
    yield
    for _, create in suspended:
        conn.execute(create)


def _has_many(conn: sqlite3.Connection) -> bool:
    return _are_many(conn, conn.execute(_CHANGES).fetchone()[0])


def _are_many(conn: sqlite3.Connection, changes: int) -> bool:
    if changes < _FEW:
        return False
    (count,) = conn.execute("select count(*) from plays").fetchone()
    return bool(changes * _MANY_SHARE > count)


def _forget_changes(conn: sqlite3.Connection) -> None:
    for statement in _FORGET:
        conn.execute(statement)
