"""The language, words and mood of lyrics, as measured when they were fetched."""

import json
from typing import NamedTuple

from musicanalyser.stats.base.known_facts import SongFact

SOURCE = "lyrics"
"""The enrichment source that provides them."""
WHAT = "lyrics"
CREDIT = "Lyrics: LRCLIB (https://lrclib.net); only figures about them are kept."


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


def _lyric(instrumental: int, *facts: object) -> Lyric:
    *figures, encoded = facts
    themes = None if encoded is None else tuple(json.loads(str(encoded)))
    return Lyric._make((bool(instrumental), *figures, themes))


LYRICS = SongFact(
    columns=tuple(f"f.{name}" for name in Lyric._fields), known="f.has_lyrics", make=_lyric
)
