"""What is known of the words of the songs that were heard."""

import json
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from musicanalyser.stats.base.heard import WindowTotals

SOURCE = "lyrics"
"""Which source of facts tells of lyrics."""
WHAT = "known lyrics"
CREDIT = "Lyrics: LRCLIB (https://lrclib.net); only figures about them are kept."

# Of several ids with lyrics those of the first address hold, which is read last. The cross joins
# keep SQLite from walking through all the lyrics there are.
_LYRICS = """
select
  t.song_key, l.instrumental, l.language, l.words, l.repetition, l.sentiment, l.profanity, l.themes
from json_each(:songs) wanted
cross join v_tracks t on t.song_key = wanted.value
cross join v_lyrics l on l.track_id = t.id
order by t.song_key, l.uri desc
"""


class Lyric(NamedTuple):
    """What is known of the words of a song; ``None`` is unknown.

    ``repetition`` and ``profanity`` are shares, ``sentiment`` is from -1 to 1.
    """

    instrumental: bool
    language: str | None = None
    words: int | None = None
    repetition: float | None = None
    sentiment: float | None = None
    profanity: float | None = None
    themes: tuple[str, ...] | None = None


def lyrics_of(conn: sqlite3.Connection, *heard: WindowTotals) -> Mapping[str, Lyric]:
    """Return what is known of the words of what was heard in some windows, by song."""
    songs = sorted({one.song_key for tally in heard for one in tally.ids})
    rows = conn.execute(_LYRICS, {"songs": json.dumps(songs)})
    return {song_key: _lyric(*facts) for song_key, *facts in rows}


def _lyric(instrumental: int, *facts: object) -> Lyric:
    *figures, themes = facts
    told = None if themes is None else tuple(json.loads(str(themes)))
    return Lyric._make((bool(instrumental), *figures, told))
