"""What the songs are about, as far as their words are known."""

import sqlite3
from collections.abc import Callable, Mapping
from math import floor

from musicanalyser.report import Column, Coverage, Kind, Layout, Report, Row
from musicanalyser.stats.counting import privacy
from musicanalyser.stats.framing import PERIOD, nothing, share, span
from musicanalyser.stats.lyric_lists import FAVOURITES, by_time, languages, lists, themes
from musicanalyser.stats.question import Question
from musicanalyser.stats.sung import (
    Lyric,
    Songs,
    heard_ms,
    songs_of,
    weighted_mean,
    weighted_median,
)
from musicanalyser.stats.tally import Tally, tallies

ABOUT = "What your songs are about: languages, themes, mood, and how often they repeat themselves."

LEAST_KNOWN = 0.4
"""The share of the music time whose words must be known for an answer."""
_CREDIT = "Lyrics: LRCLIB (https://lrclib.net); only figures about them are kept."

_COLUMNS = (
    PERIOD,
    Column(name="instrumental_share", title="Instrumental", kind=Kind.SHARE),
    Column(name="median_words", title="Words a song", kind=Kind.COUNT),
    Column(name="repetition", title="Sung before", kind=Kind.SHARE),
    Column(name="mood", title="Mood", kind=Kind.NUMBER),
    Column(name="profanity", title="Profanity", kind=Kind.SHARE),
    Column(name="main_language", title="Language"),
    Column(name="main_theme", title="Theme"),
    Column(name="known_ms", title="Time known", kind=Kind.DURATION, detail=True),
)
_TOLD: Mapping[str, Callable[[Lyric], bool]] = {
    "Language": lambda lyric: lyric.language is not None,
    "Words": lambda lyric: lyric.words is not None,
    "Mood (English lyrics)": lambda lyric: lyric.sentiment is not None,
    "Profanity and themes (English, German, Spanish)": lambda lyric: lyric.profanity is not None,
}


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Tell what is known of the words heard in the window and in the one before."""
    heard = tallies(conn, question)
    songs = [songs_of(conn, tally) for tally in heard]
    known = songs[0].known_share
    enough = known is not None and known >= LEAST_KNOWN
    return Report(
        name="lyrics",
        title="Lyrics",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, heard, songs)) if enough else (),
        span=span(question.window),
        definition=_definition(question),
        coverage=_covered(known),
        notes=(_CREDIT, *_rests_on(songs[0])) if enough else (),
        empty=nothing(conn, question.window) if known is None else _too_few(known),
        parts=lists(question, heard[0], songs[0], _definition(question)) if enough else (),
    )


def _covered(known: float | None) -> Coverage | None:
    if known is None:
        return None
    return Coverage(of="the music time, that of tracks whose lyrics are known", share=known)


def _too_few(known: float) -> str:
    return (
        f"The lyrics of {_percent(known)} of the music time are known;"
        f" {_percent(LEAST_KNOWN)} are needed. Ask for more with: musicanalyser enrich lyrics"
    )


def _percent(part: float) -> str:
    """Return a share in whole percent, rounded down so that too few never reads as enough."""
    return f"{floor(100 * part)} %"


def _figures(heard: Tally, songs: Songs) -> Row:
    known = songs.known_share
    if known is None or known < LEAST_KNOWN:
        return (heard.window.label, *(None for _ in _COLUMNS[2:]), songs.known_ms)
    words = songs.with_words
    sentiment = weighted_mean(words, lambda lyric: lyric.sentiment)
    return (
        heard.window.label,
        1 - heard_ms(words) / songs.known_ms,
        weighted_median(words, lambda lyric: lyric.words),
        weighted_mean(words, lambda lyric: lyric.repetition),
        None if sentiment is None else 100 * sentiment,
        weighted_mean(words, lambda lyric: lyric.profanity),
        next((name for name, *_ in by_time(words, languages)), None),
        next((name for name, *_ in by_time(words, themes)), None),
        songs.known_ms,
    )


def _rests_on(songs: Songs) -> tuple[str, ...]:
    """Say what rests on a part of the lyrics, as not every language can be judged."""
    words = songs.with_words
    shares = {
        what: share(heard_ms(one for one in words if tells(one.lyric)), heard_ms(words))
        for what, tells in _TOLD.items()
    }
    return tuple(
        f"{what}: known for {_percent(part)} of the time with words."
        for what, part in shares.items()
        if part is not None and part < 1
    )


def _definition(question: Question) -> str:
    return (
        "All figures are weighted by the time heard, however short the plays. Words: the least"
        " number that half of the time with words does not exceed. Sung before: the share of words"
        " that belong to a run of three which came before in the song. Mood: the mean VADER score"
        " of the lines, from -100 to 100. Profanity: the share of words on the program's list of"
        " swear words. Theme: told by 10 of 1,000 words, and 3. Extremes are"
        f" sought among the {FAVOURITES} most heard tracks."
        f" {privacy(question)}"
    )
