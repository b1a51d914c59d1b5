"""How happy the music is by part of the day."""

import sqlite3

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import privacy_text
from musicanalyser.stats.base.known_facts import LEAST_SHARE, format_percent, is_enough
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.song_times import FactTimes, features_by_part_of_day
from musicanalyser.stats.base.weighted_values import mean
from musicanalyser.stats.base.window import report_span

SAD_BELOW = 0.3
"""Music of a lower valence is sad."""
_COLUMNS = (
    Column(name="part_of_day", title="Part of the day"),
    Column(name="mean_valence", title="Valence", kind=ColumnKind.SHARE, bar=True),
    Column(name="sad_share", title="Sad", kind=ColumnKind.SHARE),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="known_share", title="Known", kind=ColumnKind.SHARE, detail=True),
)


def moods_of_day(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the mean valence of each part of the local day, and the share of sad music.

    Both are of the time with known features. A part of which too little is known has neither.
    """
    parts = features_by_part_of_day(conn, question, "valence")
    return Report(
        name="mood-by-part-of-day",
        title="By part of the day",
        columns=_COLUMNS,
        rows=tuple(_row(name, times) for name, times in parts.items()),
        span=report_span(question.window),
        definition=(
            "Night, morning, afternoon and evening are six hours each from midnight on, by the"
            f" local hours in which it sounded. Sad is a valence below {format_percent(SAD_BELOW)};"
            f" what is known of less than {format_percent(LEAST_SHARE)} of a part is not told."
            f" {privacy_text(question)}"
        ),
    )


def _row(name: str, times: FactTimes) -> Row:
    known = [(valence, ms) for valence, ms in times.items() if valence is not None]
    whole_ms, known_ms = sum(times.values()), sum(ms for _, ms in known)
    known_share = share(known_ms, whole_ms)
    if not is_enough(known_share):
        return name, None, None, whole_ms, known_share
    sad_ms = sum(ms for valence, ms in known if valence < SAD_BELOW)
    return name, mean(known), share(sad_ms, known_ms), whole_ms, known_share
