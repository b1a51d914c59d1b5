"""The first and the last play of an artist, track or album, and how they came and went."""

import sqlite3

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import local_clock, report_span
from musicanalyser.stats.pages.own_plays import OwnPlay
from musicanalyser.stats.pages.page_figures import PageWindow
from musicanalyser.stats.parts.ways_in import way_in

_COLUMNS = (
    Column(name="which", title="Play"),
    Column(name="started_at", title="Start", kind=ColumnKind.MOMENT),
    Column(name="title", title="Track"),
    Column(name="album", title="Album", detail=True),
    Column(name="heard_ms", title="Heard", kind=ColumnKind.LENGTH),
    Column(name="verdict", title="End"),
    Column(name="way_in", title="Way in"),
    Column(name="reason_start", title="Reason", detail=True),
    Column(name="play_id", title="Number", kind=ColumnKind.RAW, detail=True),
)
_PLAY = "select h.title, h.album, h.reason_start from v_plays h where h.id = :id"


def first_and_last(conn: sqlite3.Connection, question: Question, shown: PageWindow) -> Report:
    """Return the first and the last counted play of the window; there are none without one."""
    counted = [play for play in shown.plays if play.counts]
    ends = {"first": counted[0], "last": counted[-1]} if counted else {}
    return Report(
        name="first-and-last",
        title="First and last",
        columns=_COLUMNS,
        rows=tuple(_row(conn, question, which, play) for which, play in ends.items()),
        span=report_span(question.window),
        definition="First and last are counted plays. The way in is why Spotify says they began.",
        empty="None of these plays counts.",
    )


def _row(conn: sqlite3.Connection, question: Question, which: str, play: OwnPlay) -> Row:
    found = run_query(conn, _PLAY, question, question.window, id=play.id)
    title, album, reason = found.fetchone()
    return (
        which,
        local_clock(conn, question.window).local(play.started_ms),
        title,
        album,
        play.heard_ms,
        play.verdict,
        way_in(reason),
        reason,
        play.id,
    )
