"""Merges that the names and facts of a history suggest."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence

from musicanalyser.listening.rules.likely_merges import (
    Named,
    Suggestion,
    suggest_artists,
    suggest_songs,
)

_SONGS = """
select t.song_id, t.title, t.artist, k.plays
from v_song_totals k
join v_tracks t on t.id = k.track_id
where t.title is not null and t.artist is not null
order by t.song_id
"""
_ARTISTS = """
select t.artist, null, k.plays
from v_artist_totals k
join v_tracks t on t.id = k.track_id
order by t.artist_id
"""
_CODES = """
select distinct upper(replace(f.isrc, '-', '')), t.song_id
from v_track_facts f
join v_tracks t on t.id = f.track_id
where f.isrc is not null
"""


def find_suggestions(conn: sqlite3.Connection) -> list[Suggestion]:
    """Return merges that are probably right, those first that move the most plays.

    Of several reasons for a merge, the first decides: a code, then the names.
    """
    songs = {number: Named(*names) for number, *names in conn.execute(_SONGS)}
    artists = [Named(*names) for names in conn.execute(_ARTISTS)]
    found = [
        *suggest_artists(artists),
        *suggest_songs(songs.values(), _by_code(conn, songs)),
    ]
    by_name = {(one.rule.name, one.rule.artist): one for one in reversed(found)}
    return sorted(by_name.values(), key=lambda one: (-one.plays, one.rule.name))


def _by_code(conn: sqlite3.Connection, songs: Mapping[int, Named]) -> Mapping[str, Sequence[Named]]:
    by_code: defaultdict[str, list[Named]] = defaultdict(list)
    for code, number in conn.execute(_CODES):
        if number in songs:
            by_code[code].append(songs[number])
    return by_code
