"""What the songs are about, as far as their words are known."""

import sqlite3
from collections.abc import Callable, Mapping

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy
from musicanalyser.stats.base.heard import WindowTotals, tallies
from musicanalyser.stats.base.known_facts import (
    FAVOURITES,
    Known,
    covered,
    favourites,
    known,
    percent,
    too_little,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import ranking
from musicanalyser.stats.base.weighted import mean, median
from musicanalyser.stats.base.window import PERIOD, share, span
from musicanalyser.stats.facts.lyric_features import CREDIT, SOURCE, WHAT, Lyric, lyrics_of
from musicanalyser.stats.parts.lyric_lists import by_time, languages, lists, themes

ABOUT = "What your songs are about: languages, themes, profanity, and how they repeat themselves."

_COLUMNS = (
    PERIOD,
    Column(name="instrumental_share", title="Instrumental", kind=ColumnKind.SHARE),
    Column(name="median_words", title="Words a song", kind=ColumnKind.COUNT),
    Column(name="repetition", title="Sung before", kind=ColumnKind.SHARE),
    Column(name="positivity", title="Positivity", kind=ColumnKind.SHARE),
    Column(name="profanity", title="Profanity", kind=ColumnKind.SHARE),
    Column(name="main_language", title="Language"),
    Column(name="main_theme", title="Theme"),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)
_TOLD: Mapping[str, Callable[[Lyric], bool]] = {
    "Language": lambda lyric: lyric.language is not None,
    "Words": lambda lyric: lyric.words is not None,
    "Positivity (English lyrics)": lambda lyric: lyric.sentiment is not None,
    "Profanity and themes (English, German, Spanish)": lambda lyric: lyric.profanity is not None,
}


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Tell what is known of the words heard in the window and in the one before."""
    heard = tallies(conn, question)
    facts = lyrics_of(conn, *heard)
    found = [known(tally, facts) for tally in heard]
    enough = found[0].enough
    definition = _definition(question)
    return Report(
        name="lyrics",
        title="Lyrics",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, heard, found)) if enough else (),
        span=span(question.window),
        definition=definition,
        coverage=covered(found[0], WHAT),
        notes=(CREDIT, *_rests_on(_with_words(found[0]))) if enough else (),
        empty=too_little(conn, question, found[0], SOURCE),
        parts=lists(
            question, _with_words(found[0]), favourites(question, heard[0], facts), definition
        )
        if enough
        else (),
    )


def _with_words(found: Known[Lyric]) -> Known[Lyric]:
    """Return what is known of songs that are not instrumental."""
    songs = [(heard, lyric) for heard, lyric in found.songs if not lyric.instrumental]
    return Known(songs=songs, whole_ms=found.whole_ms)


def _figures(heard: WindowTotals, found: Known[Lyric]) -> Row:
    if not found.enough:
        return (heard.window.label, *(None for _ in _COLUMNS[2:]), found.share)
    worded = _with_words(found)
    sentiment = mean(worded.weighed(lambda lyric: lyric.sentiment))
    return (
        heard.window.label,
        1 - worded.known_ms / found.known_ms,
        median(worded.weighed(lambda lyric: lyric.words)),
        mean(worded.weighed(lambda lyric: lyric.repetition)),
        None if sentiment is None else (1 + sentiment) / 2,
        mean(worded.weighed(lambda lyric: lyric.profanity)),
        next((name for name, *_ in by_time(worded.songs, languages)), None),
        next((name for name, *_ in by_time(worded.songs, themes)), None),
        found.share,
    )


def _rests_on(worded: Known[Lyric]) -> tuple[str, ...]:
    """Say what rests on a part of the lyrics, as not every language can be judged."""
    shares = {
        what: share(
            sum(one.heard_ms for one, lyric in worded.songs if tells(lyric)), worded.known_ms
        )
        for what, tells in _TOLD.items()
    }
    return tuple(
        f"{what}: known for {percent(part)} of the time with words."
        for what, part in shares.items()
        if part is not None and part < 1
    )


def _definition(question: Question) -> str:
    return (
        "All figures are weighted by time heard, however short the play. Words: the least number"
        " that half of the time with words does not exceed. Sung before: the share of words in a"
        " run of three that came before in the song. Positivity: the mean VADER score of the lines,"
        " 50 % being neutral. Profanity: the share of words on the program's list of swear words."
        " A theme is told by at least 10 of 1,000 words, and 3. Favourites are the"
        f" {FAVOURITES} tracks that lead the list. {ranking(question.rank_by)} {privacy(question)}"
    )
