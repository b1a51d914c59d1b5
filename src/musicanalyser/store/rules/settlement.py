"""Lets tracks and plays follow the rules of the listener, in the transaction that changes them."""

import sqlite3
from typing import NamedTuple

from musicanalyser.store.rules import counted_tracks, ignored_plays
from musicanalyser.store.rules.counted_tracks import CountedTrack
from musicanalyser.store.rules.ignored_plays import UnsettledPlay
from musicanalyser.store.rules.rule_rows import list_rules

_ALL = "true"
_CHANGED = """
{track} in (select track_id from changed_tracks union select track_id from changed_plays)
"""


class Unsettled(NamedTuple):
    """The tracks and plays that do not follow the rules."""

    tracks: list[CountedTrack]
    plays: list[UnsettledPlay]


def find_all(conn: sqlite3.Connection) -> Unsettled:
    """Return all that does not follow the rules."""
    return _find(conn, _ALL)


def find_changed(conn: sqlite3.Connection) -> Unsettled:
    """Return what does not follow the rules as it has changed since the sums were up to date."""
    return _find(conn, _CHANGED) if list_rules(conn) else Unsettled([], [])


def settle(conn: sqlite3.Connection, unsettled: Unsettled) -> None:
    """Let tracks and plays follow the rules."""
    counted_tracks.settle(conn, unsettled.tracks)
    ignored_plays.settle(conn, unsettled.plays)


def _find(conn: sqlite3.Connection, which: str) -> Unsettled:
    tracks = counted_tracks.count_tracks(conn, list_rules(conn), which.format(track="t.id"))
    ignored = {track.id: track.ignored_by for track in tracks if track.ignored_by}
    plays = ignored_plays.find_unsettled(conn, ignored, which.format(track="t.track_id"))
    return Unsettled([track for track in tracks if not track.is_settled], list(plays))
