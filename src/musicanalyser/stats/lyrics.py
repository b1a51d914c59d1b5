"""What the songs are about, as far as their lyrics are known."""

import sqlite3
from collections.abc import Callable, Mapping

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.known_facts import (
    FAVOURITES,
    KnownFacts,
    fact_coverage,
    favourites,
    format_percent,
    match_facts,
    missing_text,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import ranking_text
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.weighted_values import mean, median
from musicanalyser.stats.base.window import PERIOD, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, sum_windows
from musicanalyser.stats.facts.lyric_features import CREDIT, LYRICS, SOURCE, WHAT, Lyric
from musicanalyser.stats.parts.lyric_lists import languages, lyric_lists, themes, time_by_label

ABOUT = "What your lyrics are like: languages, themes, profanity and repetition."

_COLUMNS = (
    PERIOD,
    Column(name="instrumental_share", title="Instrumental", kind=ColumnKind.SHARE),
    Column(name="median_words", title="Words a song", kind=ColumnKind.COUNT),
    Column(name="repetition", title="Repetition", kind=ColumnKind.SHARE),
    Column(name="positivity", title="Positivity (English)", kind=ColumnKind.SHARE),
    Column(name="profanity", title="Profanity", kind=ColumnKind.SHARE),
    Column(name="main_language", title="Language"),
    Column(name="main_theme", title="Theme"),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)
_PARTLY_KNOWN: Mapping[str, Callable[[Lyric], bool]] = {
    "Language": lambda lyric: lyric.language is not None,
    "Words": lambda lyric: lyric.words is not None,
    "Positivity (English lyrics)": lambda lyric: lyric.sentiment is not None,
    "Profanity and themes (English, German, Spanish)": lambda lyric: lyric.profanity is not None,
}


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return figures about the lyrics of the window, and lists of languages, themes and extremes.

    Shares, repetition, positivity and profanity are from 0 to 1 and weighted by listening time; the
    median number of words is too. Positivity is the mean VADER score moved from -1..1 to 0..1.
    """
    windows = sum_windows(conn, question)
    found = [match_facts(totals, LYRICS) for totals in windows]
    is_enough = found[0].is_enough
    with_words = _with_words(found[0])
    definition = _definition(question)
    return Report(
        name="lyrics",
        title="Lyrics",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, windows, found)) if is_enough else (),
        span=report_span(question.window),
        definition=definition,
        coverage=fact_coverage(found[0], WHAT),
        notes=tuple(_known_notes(with_words)) if is_enough else (),
        credits=(CREDIT,) if is_enough else (),
        empty=missing_text(conn, question, found[0], SOURCE),
        parts=lyric_lists(
            question, with_words, favourites(question, windows[0], LYRICS), definition
        )
        if is_enough
        else (),
    )


def _with_words(found: KnownFacts[Lyric]) -> KnownFacts[Lyric]:
    """Return the songs that are not instrumental."""
    return found.only(lambda lyric: not lyric.instrumental)


def _figures(totals: WindowTotals, found: KnownFacts[Lyric]) -> Row:
    if not found.is_enough:
        return (totals.window.label, *(None for _ in _COLUMNS[2:]), found.share)
    with_words = _with_words(found)
    sentiment = mean(with_words.weighted(lambda lyric: lyric.sentiment))
    return (
        totals.window.label,
        1 - with_words.known_ms / found.known_ms,
        median(with_words.weighted(lambda lyric: lyric.words)),
        mean(with_words.weighted(lambda lyric: lyric.repetition)),
        None if sentiment is None else (1 + sentiment) / 2,
        mean(with_words.weighted(lambda lyric: lyric.profanity)),
        next((name for name, *_ in time_by_label(with_words, languages)), None),
        next((name for name, *_ in time_by_label(with_words, themes)), None),
        found.share,
    )


def _known_notes(with_words: KnownFacts[Lyric]) -> tuple[str, ...]:
    """Return for how much of the lyrics each figure is known: not every language is measured."""
    shares = {
        what: share(
            with_words.only(is_known).known_ms,
            with_words.known_ms,
        )
        for what, is_known in _PARTLY_KNOWN.items()
    }
    return tuple(
        f"{what}: known for {format_percent(part)} of the time with words."
        for what, part in shares.items()
        if part is not None and part < 1
    )


def _definition(question: Question) -> str:
    return (
        "All figures are weighted by time heard, however short the play. Words: the least number"
        " that half of the time with words does not exceed. Repetition: the share of words in a"
        " run of three that came before in the song. Positivity: the mean VADER score of the lines,"
        " 50 % being neutral. Profanity: the share of words on the program's list of swear words."
        " A theme is told by at least 10 of 1,000 words, and 3. Favourites are the"
        f" {FAVOURITES} tracks that lead the list. {ranking_text(question.rank_by)}"
        f" {privacy_text(question)}"
    )
