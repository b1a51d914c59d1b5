"""How far off the beaten track the music is."""

import sqlite3
from collections.abc import Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy
from musicanalyser.stats.base.heard import TRACKS, Heard, WindowTotals, tallies
from musicanalyser.stats.base.known_facts import (
    FAVOURITES,
    Known,
    covered,
    favourites,
    known,
    too_little,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import ranking
from musicanalyser.stats.base.weighted import mean
from musicanalyser.stats.base.window import PERIOD, span
from musicanalyser.stats.facts.listener_counts import (
    ARTIST_WEIGHT,
    CREDIT,
    EVERYBODY_LISTENERS,
    SOURCE,
    TRACK_WEIGHT,
    WHAT,
    Fame,
    fame_of,
)

ABOUT = "How obscure your music is, from 0 (mainstream) to 100, and which of it most."

_COLUMNS = (
    PERIOD,
    Column(name="score", title="Hipster score", kind=ColumnKind.NUMBER),
    Column(name="artist_score", title="By artists", kind=ColumnKind.NUMBER),
    Column(name="track_score", title="By tracks", kind=ColumnKind.NUMBER),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)
_LIST_COLUMNS = (
    *TRACKS.columns,
    Column(name="score", title="Score", kind=ColumnKind.NUMBER),
    Column(name="listeners", title="Listeners", kind=ColumnKind.COUNT),
    Column(name="popularity", title="Popularity", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Score the window and the one before, and list the favourites at both ends."""
    heard = tallies(conn, question)
    fame = fame_of(conn, *heard)
    found = [known(tally, fame) for tally in heard]
    loved = favourites(question, heard[0], fame)
    enough = found[0].enough
    return Report(
        name="hipster",
        title="Hipster score",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, heard, found)) if enough else (),
        span=span(question.window),
        definition=_definition(question),
        coverage=covered(found[0], WHAT),
        notes=(CREDIT,) if enough else (),
        empty=too_little(conn, question, found[0], SOURCE),
        parts=(
            _list(question, "obscure", sorted(loved, key=_obscurity, reverse=True)),
            _list(question, "mainstream", sorted(loved, key=_obscurity)),
        )
        if enough
        else (),
    )


def score_of(found: Known[Fame]) -> float | None:
    """Return the obscurity of a window, weighted by time; ``None`` if too little is known."""
    return mean(found.weighed(lambda fame: fame.obscurity)) if found.enough else None


def _obscurity(song: tuple[Heard, Fame]) -> float:
    return song[1].obscurity or 0


def _figures(heard: WindowTotals, found: Known[Fame]) -> Row:
    enough = found.enough
    return (
        heard.window.label,
        score_of(found),
        mean(found.weighed(lambda fame: fame.artist_obscurity)) if enough else None,
        mean(found.weighed(lambda fame: fame.track_obscurity)) if enough else None,
        found.share,
    )


def _list(question: Question, end: str, songs: Sequence[tuple[Heard, Fame]]) -> Report:
    """List favourites in the order given; of equals the greater favourite stands first."""
    return Report(
        name=f"most-{end}-tracks",
        title=f"Most {end} favourites",
        columns=_LIST_COLUMNS,
        rows=tuple(
            (
                *TRACKS.names_of(heard),
                fame.obscurity,
                fame.listeners,
                fame.popularity,
                heard.heard_ms,
            )
            for heard, fame in songs[: question.limit]
        ),
        span=span(question.window),
        definition=_definition(question),
        empty="Of no favourite it is known how known it is.",
    )


def _definition(question: Question) -> str:
    return (
        "An artist scores 100 x (1 - log10(1 + listeners) / log10(1 +"
        f" {EVERYBODY_LISTENERS:,})), at least 0, and a track 100 - popularity; a play scores"
        f" {ARTIST_WEIGHT} x artist + {TRACK_WEIGHT} x track, or the one that is known, and what"
        " is unknown takes no part. The score is the mean by time heard, however short the play."
        f" Favourites are the {FAVOURITES} tracks that lead the list. {ranking(question.rank_by)}"
        f" {privacy(question)}"
    )
