"""How obscure the music is."""

import sqlite3
from collections.abc import Sequence

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.known_facts import (
    FAVOURITES,
    KnownFacts,
    fact_coverage,
    favourites,
    match_facts,
    missing_text,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.ranking import ranking_text
from musicanalyser.stats.base.weighted_values import mean
from musicanalyser.stats.base.window import PERIOD, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, sum_windows
from musicanalyser.stats.facts.listener_counts import (
    ARTIST_WEIGHT,
    CREDIT,
    EVERYBODY_LISTENERS,
    FAME,
    SOURCE,
    TRACK_WEIGHT,
    WHAT,
    Fame,
    hipster_score,
)

ABOUT = "How obscure your music is, from 0 (mainstream) to 100 (obscure)."

_COLUMNS = (
    PERIOD,
    Column(name="score", title="Hipster score", kind=ColumnKind.SCORE),
    Column(name="artist_score", title="By artists", kind=ColumnKind.SCORE),
    Column(name="track_score", title="By tracks", kind=ColumnKind.SCORE),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)
_LIST_COLUMNS = (
    *TRACKS.columns,
    Column(name="score", title="Score", kind=ColumnKind.SCORE),
    Column(name="listeners", title="Listeners", kind=ColumnKind.COUNT),
    Column(name="popularity", title="Popularity", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the hipster score of the window, also by artists and by tracks alone.

    Scores are means weighted by listening time, from 0 (mainstream) to 100 (obscure). The parts
    list the most obscure and the most mainstream favourites.
    """
    windows = sum_windows(conn, question)
    found = [match_facts(totals, FAME) for totals in windows]
    songs = favourites(question, windows[0], FAME)
    is_enough = found[0].is_enough
    return Report(
        name="hipster",
        title="Hipster score",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, windows, found)) if is_enough else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=fact_coverage(found[0], WHAT),
        credits=(CREDIT,) if is_enough else (),
        empty=missing_text(conn, question, found[0], SOURCE),
        parts=(
            _list(question, "obscure", sorted(songs, key=_obscurity, reverse=True)),
            _list(question, "mainstream", sorted(songs, key=_obscurity)),
        )
        if is_enough
        else (),
    )


def _obscurity(song: tuple[EntityTotals, Fame]) -> float:
    return song[1].obscurity or 0


def _figures(totals: WindowTotals, found: KnownFacts[Fame]) -> Row:
    is_enough = found.is_enough
    return (
        totals.window.label,
        hipster_score(found),
        mean(found.weighted(lambda fame: fame.artist_obscurity)) if is_enough else None,
        mean(found.weighted(lambda fame: fame.track_obscurity)) if is_enough else None,
        found.share,
    )


def _list(question: Question, end: str, songs: Sequence[tuple[EntityTotals, Fame]]) -> Report:
    """Return favourites in the given order, with their score, listeners and popularity."""
    return Report(
        name=f"most-{end}-tracks",
        title=f"Most {end} favourites",
        columns=_LIST_COLUMNS,
        rows=tuple(
            (
                *TRACKS.names_of(song),
                fame.obscurity,
                fame.listeners,
                fame.popularity,
                song.heard_ms,
            )
            for song, fame in songs[: question.limit]
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty="Of no favourite it is known how known it is.",
    )


def _definition(question: Question) -> str:
    return (
        "An artist scores 100 x (1 - log10(1 + listeners) / log10(1 +"
        f" {EVERYBODY_LISTENERS:,})), at least 0, and a track 100 - popularity; a play scores"
        f" {ARTIST_WEIGHT} x artist + {TRACK_WEIGHT} x track, or the one that is known, and what"
        " is unknown takes no part. The score is the mean by time heard, however short the play."
        f" Favourites are the {FAVOURITES} tracks that lead the list."
        f" {ranking_text(question.rank_by)} {privacy_text(question)}"
    )
