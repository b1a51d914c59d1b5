"""What was heard in a window in one row, with the streak and the latest track."""

import sqlite3

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text, run_query
from musicanalyser.stats.base.known_days import CURRENT_STREAK, mark_unknown
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span
from musicanalyser.stats.parts.day_sums import sum_of_window
from musicanalyser.stats.streaks import current_streak

COLUMNS = (
    PERIOD,
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE),
    Column(name=CURRENT_STREAK, title="Current streak", kind=ColumnKind.COUNT),
    Column(name="last_title", title="Last track"),
    Column(name="last_artist", title="By"),
)

_LAST = """
select t.title, t.artist
from v_heard h
join v_tracks t on t.id = h.track_id
where {music} and {window}
order by h.started_ms desc, h.id desc
limit 1
"""
_ANY_PLAY = "select exists (select 1 from v_heard)"


def today_figures(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the listening time (ms), counted plays, skip rate and last track of the window.

    There is no row in an empty history. What is not known of the window is ``None``, and so is the
    current streak if the history ends before yesterday.
    """
    is_empty = not conn.execute(_ANY_PLAY).fetchone()[0]
    report = Report(
        name="today",
        title="Today",
        layout=Layout.FIGURES,
        columns=COLUMNS,
        rows=() if is_empty else (_row(conn, question),),
        span=report_span(question.window),
        definition=definition_text(question, TIME_TEXT),
        empty=empty_text(conn, question.window),
    )
    return mark_unknown(conn, question, report)


def _row(conn: sqlite3.Connection, question: Question) -> Row:
    total = sum_of_window(conn, question, question.window)
    last = run_query(conn, _LAST, question, question.window).fetchone() or (None, None)
    streak = current_streak(conn, question)
    return (question.window.label, total.heard_ms, total.plays, total.skip_rate, streak, *last)
