"""The analysis of a lyric, which is stored instead of its text."""

from dataclasses import dataclass
from hashlib import sha256

from musicanalyser.enrich.lyric_analysis.language_detection import detect_language
from musicanalyser.enrich.lyric_analysis.sentiment import measure_sentiment
from musicanalyser.enrich.lyric_analysis.sung_lines import extract_sung_lines
from musicanalyser.enrich.lyric_analysis.tokens import (
    has_unspaced_script,
    measure_repetition,
    split_words,
)
from musicanalyser.enrich.lyric_analysis.word_lists import find_themes, measure_profanity


@dataclass(frozen=True, slots=True, kw_only=True)
class LyricAnalysis:
    """Statistics of a lyric; ``None`` means unknown, never 0.

    ``repetition`` and ``profanity`` are shares from 0 to 1, ``sentiment`` lies between -1 and 1.
    ``themes`` are sorted by strength. Words cannot be counted in scripts without spaces. Sentiment,
    profanity and themes need a language with a word list. ``sha256`` of the sung lines identifies
    the text.
    """

    language: str | None
    words: int | None
    unique_words: int | None
    repetition: float | None
    sentiment: float | None
    profanity: float | None
    themes: tuple[str, ...] | None
    sha256: str


def analyse_lyric(text: str) -> LyricAnalysis | None:
    """Return the statistics of a lyric, plain or in the LRC format; ``None`` without sung lines.

    Definitions: `detect_language`, `split_words`, `measure_repetition`, `measure_sentiment`,
    `measure_profanity` and `find_themes`.
    """
    lines = extract_sung_lines(text)
    if not lines:
        return None
    unspaced = has_unspaced_script(lines)
    words = split_words(lines)
    language = detect_language(lines, words, unspaced=unspaced)
    listed = None if unspaced else language
    return LyricAnalysis(
        language=language,
        words=None if unspaced else len(words),
        unique_words=None if unspaced else len(set(words)),
        repetition=None if unspaced else measure_repetition(words),
        sentiment=measure_sentiment(lines, listed),
        profanity=measure_profanity(words, listed),
        themes=find_themes(words, listed),
        sha256=sha256("\n".join(lines).encode()).hexdigest(),
    )
