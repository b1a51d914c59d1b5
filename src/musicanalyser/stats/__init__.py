"""Questions to the history: SQL over the read views, a read-only connection in, a Report out."""

import sqlite3
from typing import Protocol

from musicanalyser.report import Report
from musicanalyser.stats import (
    decades,
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
from musicanalyser.stats.base.question import Question


class Statistic(Protocol):
    """One module that answers one kind of question."""

    ABOUT: str
    """One sentence on what it tells, for ``--help``."""

    def answer(self, conn: sqlite3.Connection, question: Question) -> Report:
        """Answer the question from a connection that may only read."""
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
    "log": log,
}
"""Every statistic, by its name on the command line."""
