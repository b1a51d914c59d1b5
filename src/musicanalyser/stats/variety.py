"""How varied the music is: artists, tracks played once, albums played as albums."""

import sqlite3
from collections.abc import Iterable
from math import exp, fsum, log

from musicanalyser.listening.album_runs import LEAST_SONGS
from musicanalyser.listening.eddington import eddington_number
from musicanalyser.report import Column, ColumnKind, Coverage, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music
from musicanalyser.stats.base.counted_plays import plays_in_album_runs
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS, TRACKS
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span, with_previous
from musicanalyser.stats.base.window_hours import WindowHours
from musicanalyser.stats.base.window_totals import WindowTotals, rule_coverage, sum_windows
from musicanalyser.stats.contrasts.fact_plays import is_short
from musicanalyser.stats.contrasts.ordered_albums import ordered_albums

ABOUT = "How varied your listening is: artists, tracks played once, albums played through."

TOP_ARTISTS = 10

_COLUMNS = (
    PERIOD,
    Column(name="artists", title="Artists", kind=ColumnKind.COUNT),
    Column(name="effective_artists", title="Effective artists", kind=ColumnKind.NUMBER),
    Column(name="top_artists_share", title=f"Top {TOP_ARTISTS}", kind=ColumnKind.SHARE),
    Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
    Column(name="once_share", title="Played once", kind=ColumnKind.SHARE),
    Column(name="eddington_days", title="Eddington number", kind=ColumnKind.COUNT),
    Column(name="album_share", title="In album runs", kind=ColumnKind.SHARE),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT, detail=True),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return figures about the variety of the window's counted plays.

    They are the number of artists, how many equally played artists would be as varied (exp of the
    Shannon entropy), shares of plays or tracks from 0 to 1, and the Eddington number in days.
    """
    windows = with_previous(question.window)
    any_music = has_music(conn, question, *windows)
    totals = sum_windows(conn, question)
    return Report(
        name="variety",
        title="Variety",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(_figures(conn, question, one) for one in totals) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question) or _artist_coverage(totals[0]),
        notes=totals[0].compilation_notes,
        empty=empty_text(conn, question.window),
        parts=(ordered_albums(conn, question, totals[0]),)
        if any_music and is_short(question.window)
        else (),
    )


def effective_number(counts: Iterable[int]) -> float | None:
    """Return how many equal counts would be as varied: the exponential of the Shannon entropy.

    This is the Hill number of order 1 (https://doi.org/10.2307/1934352). It is ``None`` if all
    counts are 0.
    """
    parts = [count for count in counts if count]
    whole = sum(parts)
    if not whole:
        return None
    return exp(-fsum(part / whole * log(part / whole) for part in parts))


def _figures(conn: sqlite3.Connection, question: Question, totals: WindowTotals) -> Row:
    artists = sorted(totals.plays_of(ARTISTS), reverse=True)
    songs = totals.plays_of(TRACKS)
    plays = totals.sum_of("plays")
    hours = WindowHours(conn, question, totals.window)
    return (
        totals.window.label,
        len(artists),
        effective_number(artists),
        share(sum(artists[:TOP_ARTISTS]), sum(artists)),
        len(songs),
        share(songs.count(1), len(songs)),
        eddington_number(hours.plays_by_day().values()),
        share(plays_in_album_runs(conn, question, totals.window), plays),
        plays,
    )


def _artist_coverage(totals: WindowTotals) -> Coverage | None:
    """Return for how many of the plays the artist is known; ``None`` if for all."""
    plays, known = totals.sum_of("plays"), sum(totals.plays_of(ARTISTS))
    if known == plays:
        return None
    return Coverage(what="artists", of="counted plays", share=known / plays)


def _definition(question: Question) -> str:
    return definition_text(
        question,
        "Effective artists: so many artists with equal plays would be as varied (exp of the Shannon"
        f" entropy). Top {TOP_ARTISTS}: the share of plays that the most played artists have."
        " Played once: the share of tracks with a single play in the window. Eddington number: the"
        " greatest n for which n days have n plays or more. In album runs: the share of plays that"
        f" belong to {LEAST_SONGS} or more tracks of one album in a row.",
    )
