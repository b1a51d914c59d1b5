"""The genres of the music, and how they shift."""

import sqlite3
from collections.abc import Iterator

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.known_facts import (
    KnownFacts,
    fact_coverage,
    match_facts,
    missing_text,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import TimeSplit, previous_split, split_columns, split_row
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.base.window_totals import sum_windows
from musicanalyser.stats.contrasts.fact_plays import is_short
from musicanalyser.stats.contrasts.genre_neighbours import genre_neighbours
from musicanalyser.stats.facts.genre_tags import (
    CREDITS,
    SOURCE,
    TOP_GENRES,
    WHAT,
    ArtistGenres,
    Genres,
    genre_fact,
    genre_split,
    genres_of,
)
from musicanalyser.stats.parts.genre_shift import genre_shift

ABOUT = "The genres you listen to, and how they shift."


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the genres with the most time, with their share and its change.

    The time (ms) of a song is shared among the genres of its first artist by the weight of the
    tags. Shares are of the time with known genres. A part shows the shift within the window.
    """
    windows = sum_windows(conn, question)
    genres = genres_of(conn, *windows)
    found = [match_facts(totals, genre_fact(genres)) for totals in windows]
    now, previous = genre_split(found[0]), previous_split([genre_split(one) for one in found])
    return Report(
        name="genres",
        title="Genres",
        columns=(
            Column(name="rank", title="#", kind=ColumnKind.COUNT),
            *split_columns(Column(name="genre", title="Genre"), compared=previous is not None),
        ),
        rows=() if now is None else _rows(question, now, previous),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=fact_coverage(found[0], WHAT),
        credits=_credits(found[0]) if now else (),
        empty=missing_text(conn, question, found[0], SOURCE),
        parts=tuple(_parts(conn, question, genres)) if now else (),
    )


def _parts(conn: sqlite3.Connection, question: Question, genres: ArtistGenres) -> Iterator[Report]:
    yield genre_shift(conn, question, genres)
    if is_short(question.window):
        yield genre_neighbours(conn, question, genres)


def _rows(question: Question, now: TimeSplit, previous: TimeSplit | None) -> tuple[Row, ...]:
    ranked = sorted(now.times_ms, key=lambda genre: (-round(now.times_ms[genre]), genre))
    return tuple(
        (rank, *split_row(genre, now, previous))
        for rank, genre in enumerate(ranked[: question.limit], 1)
    )


def _credits(found: KnownFacts[Genres]) -> tuple[str, ...]:
    sources = {genres.source for genres, _ in found.times}
    return tuple(credit for source, credit in CREDITS.items() if source in sources)


def _definition(question: Question) -> str:
    return (
        "The time of a track, however short the play, is shared among the genres of its first"
        f" artist by the weight of the tags; the {TOP_GENRES} heaviest take part, and tags that are"
        " no genres of MusicBrainz only where there are none that are. Shares are of the time with"
        f" known genres. {privacy_text(question)}"
    )
