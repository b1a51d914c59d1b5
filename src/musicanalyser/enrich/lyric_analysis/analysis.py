"""The whole analysis of a lyric: what is kept in place of its text."""

from dataclasses import dataclass
from hashlib import sha256

from musicanalyser.enrich.lyric_analysis.language_detection import language_of
from musicanalyser.enrich.lyric_analysis.sentiment import sentiment_of
from musicanalyser.enrich.lyric_analysis.sung_lines import sung_lines
from musicanalyser.enrich.lyric_analysis.tokens import is_unspaced, repetition, words_of
from musicanalyser.enrich.lyric_analysis.word_lists import profanity_of, themes_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """What is known of a lyric; ``None`` is unknown, never none.

    Words cannot be counted in scripts without spaces, and sentiment, profanity and themes need a
    language with a list of them. ``sha256`` is that of the sung lines, so that an analysis can be
    told to be of the same text.
    """

    language: str | None
    words: int | None
    unique_words: int | None
    repetition: float | None
    sentiment: float | None
    profanity: float | None
    themes: tuple[str, ...] | None
    sha256: str


def analyse(text: str) -> Analysis | None:
    """Analyse the text of a lyric, plain or in the LRC format; ``None`` if nothing in it is sung.

    The figures are defined where they are made: `language_of`, `words_of`, `repetition`,
    `sentiment_of`, `profanity_of` and `themes_of`.
    """
    lines = sung_lines(text)
    if not lines:
        return None
    unspaced = is_unspaced(lines)
    words = words_of(lines)
    language = language_of(lines, words, unspaced=unspaced)
    listed = None if unspaced else language
    return Analysis(
        language=language,
        words=None if unspaced else len(words),
        unique_words=None if unspaced else len(set(words)),
        repetition=None if unspaced else repetition(words),
        sentiment=sentiment_of(lines, listed),
        profanity=profanity_of(words, listed),
        themes=themes_of(words, listed),
        sha256=sha256("\n".join(lines).encode()).hexdigest(),
    )
