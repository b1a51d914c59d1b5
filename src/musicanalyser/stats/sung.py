"""What is known of the words of the songs that were heard: time, and the facts of `v_lyrics`."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from math import fsum
from typing import NamedTuple

from musicanalyser.stats.framing import share
from musicanalyser.stats.tally import TRACKS, Heard, Tally

# Spotify has several ids for a song; what is known of one of them holds for all. The cross join
# keeps SQLite from walking through all lyrics there are.
_LYRICS = """
select
  t.song_key, l.instrumental, l.language, l.words, l.repetition, l.sentiment, l.profanity, l.themes
from v_tracks t
cross join v_lyrics l on l.track_id = t.id
where t.song_key in (select value from json_each(:songs))
order by t.song_key, t.uri desc
"""


class Lyric(NamedTuple):
    """What is known of the words of a song; ``None`` is unknown.

    ``repetition`` and ``profanity`` are shares, ``sentiment`` is from -1 to 1.
    """

    instrumental: bool
    language: str | None
    words: int | None
    repetition: float | None
    sentiment: float | None
    profanity: float | None
    themes: tuple[str, ...] | None


class Sung(NamedTuple):
    """A song that was heard, and what is known of its words."""

    heard: Heard
    lyric: Lyric


class Songs(NamedTuple):
    """The songs of a window whose words are known, the instrumental ones among them."""

    known: Sequence[Sung]
    whole_ms: int
    """The time of all music, known or not."""

    @property
    def known_ms(self) -> int:
        """The time of the songs whose words are known."""
        return sum(song.heard.heard_ms for song in self.known)

    @property
    def known_share(self) -> float | None:
        """The share of the music time that is known; ``None`` if no music was heard."""
        return share(self.known_ms, self.whole_ms)

    @property
    def with_words(self) -> list[Sung]:
        """The songs that are not instrumental."""
        return [song for song in self.known if not song.lyric.instrumental]


def songs_of(conn: sqlite3.Connection, heard: Tally) -> Songs:
    """Return what is known of the words of what was heard in a window."""
    groups = {one.song_key: one for one in heard.gathered(TRACKS)}
    rows = conn.execute(_LYRICS, {"songs": json.dumps(sorted(groups))})
    lyrics = {song_key: _lyric(*facts) for song_key, *facts in rows}
    return Songs(
        known=[Sung(groups[song_key], lyric) for song_key, lyric in lyrics.items()],
        whole_ms=heard.total("heard_ms"),
    )


def heard_ms(songs: Iterable[Sung]) -> int:
    """Return the time that songs were heard."""
    return sum(song.heard.heard_ms for song in songs)


def weighted_mean(songs: Iterable[Sung], figure: Callable[[Lyric], float | None]) -> float | None:
    """Return the mean of a figure by time heard, over the songs of which it is known."""
    pairs = [
        (value, song.heard.heard_ms) for song in songs if (value := figure(song.lyric)) is not None
    ]
    weight = sum(ms for _, ms in pairs)
    return fsum(value * ms for value, ms in pairs) / weight if weight else None


def weighted_median(songs: Iterable[Sung], figure: Callable[[Lyric], int | None]) -> int | None:
    """Return the least value that half of the time heard does not exceed."""
    pairs = sorted(
        (value, song.heard.heard_ms) for song in songs if (value := figure(song.lyric)) is not None
    )
    weight = sum(ms for _, ms in pairs)
    passed = 0
    for value, ms in pairs:
        passed += ms
        if weight and 2 * passed >= weight:
            return value
    return None


def _lyric(instrumental: int, language: str | None, *figures: object) -> Lyric:
    *numbers, themes = figures
    told = None if themes is None else tuple(json.loads(str(themes)))
    return Lyric._make((bool(instrumental), language, *numbers, told))
