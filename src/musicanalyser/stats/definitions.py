"""One window by every definition of a listen, with private sessions and without."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from musicanalyser.listening.definitions import CountAs
from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import EXPORTS_ONLY_TEXT, TIME_TEXT
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ALBUMS, ARTISTS, TRACKS
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.stats.base.window_totals import sum_window
from musicanalyser.stats.streaks import active_days

ABOUT = "The same window by every --count-as, with private sessions and without."

_COLUMNS = (
    Column(name="count_as", title="Counts as"),
    Column(name="private", title="Private", kind=ColumnKind.FLAG),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="tracks", title="Tracks", kind=ColumnKind.COUNT),
    Column(name="artists", title="Artists", kind=ColumnKind.COUNT),
    Column(name="albums", title="Albums", kind=ColumnKind.COUNT),
    Column(name="active_days", title="Active days", kind=ColumnKind.COUNT),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the counted plays, the time (ms), and the number of tracks, artists, albums and days.

    There is a row for each definition without private sessions, then with them.
    """
    rows = tuple(_rows(conn, question))
    return Report(
        name="definitions",
        title="By definition",
        columns=_COLUMNS,
        rows=rows if any(row[3] or row[2] for row in rows) else (),
        span=report_span(question.window),
        definition=_definition(question),
        empty=empty_text(conn, question.window),
    )


def _rows(conn: sqlite3.Connection, question: Question) -> Iterator[Row]:
    for private in (False, True):
        for count_as in CountAs:
            asked = replace(question, private=private, count_as=count_as)
            totals = sum_window(conn, asked, asked.window)
            yield (
                count_as.value,
                private,
                totals.sum_of("plays"),
                totals.sum_of("heard_ms"),
                *map(totals.count_of, (TRACKS, ARTISTS, ALBUMS)),
                len(active_days(conn, asked, asked.window)),
            )


def _definition(question: Question) -> str:
    text = (
        "any: every play. stream: from 30 seconds on. scrobble: half of a track longer than 30"
        f" seconds, or 4 minutes of it. full: to the end of the track. {TIME_TEXT}"
    )
    return f"{text} {EXPORTS_ONLY_TEXT}" if question.exports_only else text
