"""The language, words and mood of lyrics, as measured when they were fetched."""

import json
import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

from musicanalyser.stats.base.window_totals import WindowTotals, songs_of

SOURCE = "lyrics"
"""The enrichment source that provides them."""
WHAT = "lyrics"
CREDIT = "Lyrics: LRCLIB (https://lrclib.net); only figures about them are kept."

# If several ids of a song have lyrics, those of the first address are used: they are read last.
# The cross joins keep SQLite from scanning all lyrics.
_LYRICS = """
select
  t.song_id, l.instrumental, l.language, l.words, l.repetition, l.sentiment, l.profanity, l.themes
from ({songs}) wanted
cross join v_tracks t on t.song_id = wanted.song_id
cross join v_lyrics l on l.track_id = t.id
order by t.song_id, l.uri desc
"""


class Lyric(NamedTuple):
    """What is known about the lyrics of a song; ``None`` is unknown.

    ``repetition`` and ``profanity`` are shares of the words from 0 to 1, ``sentiment`` is the mean
    VADER score of the lines from -1 to 1. `musicanalyser.enrich.lyric_analysis` measures them.
    """

    instrumental: bool
    language: str | None = None
    words: int | None = None
    repetition: float | None = None
    sentiment: float | None = None
    profanity: float | None = None
    themes: tuple[str, ...] | None = None


def lyrics_of(conn: sqlite3.Connection, *windows: WindowTotals) -> Mapping[int, Lyric]:
    """Return what is known about the lyrics of the songs of some windows, by song."""
    rows = conn.execute(_LYRICS.format(songs=songs_of(windows)))
    return {song_id: _lyric(*facts) for song_id, *facts in rows}


def _lyric(instrumental: int, *facts: object) -> Lyric:
    *figures, encoded = facts
    themes = None if encoded is None else tuple(json.loads(str(encoded)))
    return Lyric._make((bool(instrumental), *figures, themes))
