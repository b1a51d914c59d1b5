"""Statistics: one module for each question to the history.

A statistic runs SQL over the read views on a read-only connection and returns a `Report`.
"""

import sqlite3
from typing import Protocol

from musicanalyser.report import Report
from musicanalyser.stats import (
    coverage,
    decades,
    definitions,
    discoveries,
    forgotten,
    genres,
    heatmap,
    hipster,
    log,
    lyrics,
    obsessions,
    overview,
    sessions,
    skips,
    streaks,
    taste,
    tempo,
    top_albums,
    top_artists,
    top_tracks,
    totals,
    variety,
)
from musicanalyser.stats.base.known_days import mark_unknown
from musicanalyser.stats.base.question import Question


class Statistic(Protocol):
    """A module that answers one question."""

    ABOUT: str
    """One sentence for ``--help`` on what it shows."""

    def answer(self, conn: sqlite3.Connection, question: Question) -> Report:
        """Return the answer for the window, compared with the previous window if there is one.

        Durations are in ms, shares from 0 to 1, days are local dates, and what is unknown is
        ``None``. The report's definition says how each figure is computed.
        """
        ...


STATS: dict[str, Statistic] = {
    "overview": overview,
    "totals": totals,
    "top-tracks": top_tracks,
    "top-artists": top_artists,
    "top-albums": top_albums,
    "heatmap": heatmap,
    "sessions": sessions,
    "streaks": streaks,
    "skips": skips,
    "discoveries": discoveries,
    "obsessions": obsessions,
    "forgotten": forgotten,
    "variety": variety,
    "taste": taste,
    "genres": genres,
    "hipster": hipster,
    "decades": decades,
    "tempo": tempo,
    "lyrics": lyrics,
    "definitions": definitions,
    "coverage": coverage,
    "log": log,
}
"""Every statistic, by its name on the command line."""


def answer_question(conn: sqlite3.Connection, name: str, question: Question) -> Report:
    """Return the answer of a statistic, with what is known of its window.

    Figures of a window in which nothing is known are ``None``, never 0.
    """
    return mark_unknown(conn, question, STATS[name].answer(conn, question))
