"""The key figures of a window and of the one it is compared with."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Row
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ALBUMS, ARTISTS, TRACKS
from musicanalyser.stats.base.window import PERIOD
from musicanalyser.stats.base.window_totals import WindowTotals
from musicanalyser.stats.discoveries import count_new
from musicanalyser.stats.parts.overview_facts import overview_facts
from musicanalyser.stats.sessions import count_sessions
from musicanalyser.stats.streaks import active_days

_COLUMNS = (
    PERIOD,
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, lead=True),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT, lead=True),
    Column(name="active_days", title="Active days", kind=ColumnKind.COUNT),
    Column(name="sessions", title="Sessions", kind=ColumnKind.COUNT),
    Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
    Column(name="artists", title="Artists", kind=ColumnKind.COUNT, lead=True),
    Column(name="albums", title="Albums", kind=ColumnKind.COUNT),
    Column(name="new_artists", title="New artists", kind=ColumnKind.COUNT),
    Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE, lead=True),
)


class KeyFigures(NamedTuple):
    """Columns, a row for each window, and what is to be said about them."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    credits: tuple[str, ...]


def key_figures(
    conn: sqlite3.Connection, question: Question, windows: Sequence[WindowTotals]
) -> KeyFigures:
    """Return the figures of `totals`, `streaks`, `sessions`, `discoveries` and `skips`.

    With facts there is also the hipster score. Times are in ms, rates from 0 to 1.
    """
    facts = overview_facts(conn, windows)
    return KeyFigures(
        columns=(*_COLUMNS, *facts.columns),
        rows=tuple(
            (*_row(conn, question, totals), *more)
            for totals, more in zip(windows, facts.figures, strict=True)
        ),
        notes=(*windows[0].compilation_notes, *facts.notes),
        credits=facts.credits,
    )


def _row(conn: sqlite3.Connection, question: Question, totals: WindowTotals) -> Row:
    return (
        totals.window.label,
        totals.sum_of("heard_ms"),
        totals.sum_of("plays"),
        len(active_days(conn, question, totals.window)),
        count_sessions(conn, question, totals.window),
        *map(totals.count_of, (TRACKS, ARTISTS, ALBUMS)),
        count_new(conn, question, totals, ARTISTS),
        totals.skip_rate,
    )
