"""The names of tracks, with the song that each belongs to."""

import json
import sqlite3
from collections.abc import Collection, Mapping
from typing import NamedTuple

_NAMES = """
select id, song_id, title, artist, uri from v_tracks where id in (select value from json_each(?))
"""


class SongName(NamedTuple):
    """The names of a track; tracks of one song may be spelled differently."""

    song_id: int
    title: str | None
    artist: str | None
    uri: str | None

    @property
    def order(self) -> tuple[tuple[bool, str], ...]:
        """Return a sort key by title, then artist; unknown names last."""
        return tuple((name is None, name or "") for name in (self.title, self.artist, self.uri))


SongNames = Mapping[int, SongName]
"""The names by track."""


def song_names(conn: sqlite3.Connection, track_ids: Collection[int]) -> SongNames:
    """Return the names of tracks."""
    rows = conn.execute(_NAMES, (json.dumps(sorted(track_ids)),))
    return {track_id: SongName(*name) for track_id, *name in rows}
