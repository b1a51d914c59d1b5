"""What kinds of music are heard, and how that shifts."""

import sqlite3

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import privacy
from musicanalyser.stats.base.heard import tallies
from musicanalyser.stats.base.known_facts import Known, covered, known, too_little
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import Split, before, split_columns, split_row
from musicanalyser.stats.base.window import span
from musicanalyser.stats.facts.genre_tags import (
    CREDITS,
    SOURCE,
    TOP_GENRES,
    WHAT,
    Genres,
    genres_of,
    times_ms,
)
from musicanalyser.stats.parts.genre_shift import shift

ABOUT = "What kinds of music you hear, and which of them come and go."


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Rank the genres of the window, beside their shares in the window before."""
    heard = tallies(conn, question)
    genres = genres_of(conn, *heard)
    found = [known(tally, genres) for tally in heard]
    now, earlier = _split(found[0]), before([_split(one) for one in found])
    compared = earlier is not None
    return Report(
        name="genres",
        title="Genres",
        columns=(
            Column(name="rank", title="#", kind=ColumnKind.COUNT),
            *split_columns(Column(name="genre", title="Genre"), compared=compared),
        ),
        rows=() if now is None else _rows(question, now, earlier),
        span=span(question.window),
        definition=_definition(question),
        coverage=covered(found[0], WHAT),
        notes=_credits(found[0]) if now else (),
        empty=too_little(conn, question, found[0], SOURCE),
        parts=(shift(conn, question, genres),) if now else (),
    )


def _split(found: Known[Genres]) -> Split | None:
    if not found.enough:
        return None
    heard = ((genres.shares, one.heard_ms) for one, genres in found.songs)
    return Split(times_ms=times_ms(heard), whole_ms=found.known_ms)


def _rows(question: Question, now: Split, earlier: Split | None) -> tuple[Row, ...]:
    ranked = sorted(now.times_ms, key=lambda genre: (-round(now.times_ms[genre]), genre))
    return tuple(
        (rank, *split_row(genre, now, earlier))
        for rank, genre in enumerate(ranked[: question.limit], 1)
    )


def _credits(found: Known[Genres]) -> tuple[str, ...]:
    told = {genres.source for _, genres in found.songs}
    return tuple(credit for source, credit in CREDITS.items() if source in told)


def _definition(question: Question) -> str:
    return (
        "The time of a track, however short the play, is shared among the genres of its first"
        f" artist by the weight of the tags; the {TOP_GENRES} heaviest take part, and tags that are"
        " no genres of MusicBrainz only where there are none that are. Shares are of the time with"
        f" known genres. {privacy(question)}"
    )
