"""Lets tracks and plays follow the rules of the listener, in the transaction that changes them."""

import sqlite3
from collections.abc import Iterable, Mapping

from musicanalyser.model.rule import StoredRule
from musicanalyser.store.rules import counted_tracks, ignored_plays
from musicanalyser.store.rules.counted_tracks import CountedTrack
from musicanalyser.store.rules.rule_rows import list_rules

_ALL = "true"
_CHANGED = """
{track} in (select track_id from changed_tracks union select track_id from changed_plays)
"""


def settle_changes(conn: sqlite3.Connection) -> None:
    """Settle the tracks that have changed since the sums were brought up to date, and their plays.

    All others follow the rules already.
    """
    if list_rules(conn):
        _settle(conn, _CHANGED)


def settle_all(conn: sqlite3.Connection) -> bool:
    """Settle all tracks and plays; return whether any has changed."""
    before = conn.total_changes
    _settle(conn, _ALL)
    return conn.total_changes > before


def is_settled(conn: sqlite3.Connection) -> bool:
    """Return whether all tracks and plays follow the rules; nothing is changed."""
    tracks = counted_tracks.count_tracks(conn, list_rules(conn), _ALL)
    unsettled = ignored_plays.find_unsettled(conn, _ignored(tracks), _ALL)
    return all(track.is_settled for track in tracks) and next(unsettled, None) is None


def _settle(conn: sqlite3.Connection, which: str) -> None:
    tracks = counted_tracks.count_tracks(conn, list_rules(conn), which.format(track="t.id"))
    counted_tracks.settle(conn, tracks)
    unsettled = ignored_plays.find_unsettled(
        conn, _ignored(tracks), which.format(track="t.track_id")
    )
    ignored_plays.settle(conn, list(unsettled))


def _ignored(tracks: Iterable[CountedTrack]) -> Mapping[int, tuple[StoredRule, ...]]:
    """Return the rules that ignore plays of each track that has any."""
    return {track.id: track.ignored_by for track in tracks if track.ignored_by}
