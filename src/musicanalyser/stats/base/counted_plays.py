"""The counted plays of a window, for statistics that depend on their days or their order."""

import json
import sqlite3
from collections.abc import Iterable
from typing import NamedTuple

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import Window

_PLAYS = """
select h.track_id, h.local_day
from v_heard h
where {music} and {window} and {counted}
order by h.started_ms, h.id
"""
_TRACKS = """
select t.id, t.song_key, t.artist_key, t.album_key, t.title, t.artist, t.album, t.uri
from v_tracks t
where t.id in (select value from json_each(:ids))
"""


class CountedPlay(NamedTuple):
    """A play that counts; ``local_day`` is the day on which it started, in ISO 8601."""

    track_id: int
    local_day: str


class TrackKeys(NamedTuple):
    """The keys and names of a row of ``v_tracks``; all Spotify ids of a song share its key."""

    id: int
    song_key: str
    artist_key: str | None
    album_key: str | None
    title: str | None
    artist: str | None
    album: str | None
    uri: str | None


def counted_plays(
    conn: sqlite3.Connection, question: Question, window: Window
) -> list[CountedPlay]:
    """Return the counted plays of a window, by start time."""
    return list(map(CountedPlay._make, run_query(conn, _PLAYS, question, window)))


def tracks_of(conn: sqlite3.Connection, plays: Iterable[CountedPlay]) -> dict[int, TrackKeys]:
    """Return the tracks of some plays, by their id in the history."""
    ids = json.dumps(sorted({play.track_id for play in plays}))
    return {row[0]: TrackKeys._make(row) for row in conn.execute(_TRACKS, {"ids": ids})}
