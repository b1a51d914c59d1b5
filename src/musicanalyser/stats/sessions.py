"""Listening sessions: runs of plays without a long silence."""

import sqlite3
from collections.abc import Sequence
from itertools import dropwhile, takewhile

from musicanalyser.listening.definitions import SESSION_GAP_MINUTES, CountAs
from musicanalyser.listening.session_gaps import (
    LONGEST_PLAY_MS,
    Session,
    SessionPlay,
    split_sessions,
)
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import (
    TIME_TEXT,
    definition_text,
    has_music,
    play_bounds,
    run_query,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import (
    PERIOD,
    empty_text,
    local_clock,
    report_span,
    with_previous,
)
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.stats.session_habits.session_grammar import GRAMMAR_TEXT, read_grammar
from musicanalyser.stats.session_habits.session_lists import session_lists
from musicanalyser.timespan import Window
from musicanalyser.units import MINUTE_MS

ABOUT = "Sessions: how many, how long, what opens and what ends them."

_FOREVER_MS = 10**15
"""A moment after all plays, for a session that continues beyond its window."""
_ROLLED_UP = {CountAs.ANY: "plays", CountAs.STREAM: "streams"}
"""The column of the roll-ups that counts the plays of a rule; the other rules have none."""

_COLUMNS = (
    PERIOD,
    Column(name="sessions", title="Sessions", kind=ColumnKind.COUNT),
    Column(name="median_length_ms", title="Median length", kind=ColumnKind.DURATION),
    Column(name="mean_length_ms", title="Mean length", kind=ColumnKind.DURATION),
    Column(name="longest_length_ms", title="Longest", kind=ColumnKind.DURATION),
    Column(name="plays_per_session", title="Plays per session", kind=ColumnKind.NUMBER),
)
_LONGEST_COLUMNS = (
    Column(name="started_at", title="Start", kind=ColumnKind.MOMENT),
    Column(name="ended_at", title="End", kind=ColumnKind.MOMENT),
    Column(name="length_ms", title="Length", kind=ColumnKind.DURATION, bar=True),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="first_title", title="First track"),
    Column(name="first_artist", title="Artist"),
    Column(name="first_uri", title="Address", detail=True),
)

# Sorted as the plays are stored, so that reading can stop after the last session of the window.
_PLAYS = """
select h.started_ms, h.ended_ms, h.heard_ms, {counted} as counted, h.track_id
from v_heard h
where {music} and {window}
order by h.started_ms, h.id
"""
_SESSIONS = """
select started_ms, ended_ms, heard_ms, plays, PLAYS, track_id from v_sessions
where started_ms >= :since_ms and started_ms < :until_ms
order by started_ms
"""
_COUNT = """
select count(*) from v_sessions where started_ms >= :since_ms and started_ms < :until_ms
"""
_NAMES = "select id, title, artist, uri from v_tracks where id in ({ids})"


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the number of sessions, their lengths in ms, and their counted plays on average.

    The median is the lower one. The parts are the longest sessions, the tracks that open and close
    them, those after which you stop, and three tracks in a row.
    """
    windows = with_previous(question.window)
    any_music = has_music(conn, question, *windows)
    found = [sessions_of(conn, question, window) for window in windows]
    return Report(
        name="sessions",
        title="Sessions",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, windows, found)) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=(
            _longest(conn, question, found[0]),
            *session_lists(
                conn, question, read_grammar(conn, question, found[0]), _definition(question)
            ),
        )
        if any_music
        else (),
    )


def sessions_of(conn: sqlite3.Connection, question: Question, window: Window) -> list[Session]:
    """Return the sessions that started in the window, by start time."""
    if _is_rolled_up(conn, question):
        statement = _SESSIONS.replace("PLAYS", _ROLLED_UP[question.count_as])
        return [
            Session(
                started_ms=started_ms,
                ended_ms=ended_ms,
                heard_ms=heard_ms,
                all_plays=all_plays,
                plays=counted,
                first_track_id=track_id,
            )
            for started_ms, ended_ms, heard_ms, all_plays, counted, track_id in run_query(
                conn, statement, question, window
            )
        ]
    gap_ms = question.session_gap_minutes * MINUTE_MS
    plays = run_query(
        conn,
        _PLAYS,
        question,
        window,
        since_ms=window.since_ms - LONGEST_PLAY_MS - gap_ms,
        until_ms=_FOREVER_MS,
    )
    sessions = split_sessions(map(SessionPlay._make, plays), gap_ms=gap_ms)
    from_since = dropwhile(lambda session: session.started_ms < window.since_ms, sessions)
    return list(takewhile(lambda session: session.started_ms < window.until_ms, from_since))


def count_sessions(conn: sqlite3.Connection, question: Question, window: Window) -> int:
    """Return how many sessions started in the window."""
    if _is_rolled_up(conn, question):
        return int(run_query(conn, _COUNT, question, window).fetchone()[0])
    return len(sessions_of(conn, question, window))


def _is_rolled_up(conn: sqlite3.Connection, question: Question) -> bool:
    """Return whether the roll-up holds the sessions as they are asked for."""
    bounds = play_bounds(conn)
    is_usual = not question.private and not question.exports_only
    has_all = bounds is not None and bounds[1] < question.now_ms
    has_gap = question.session_gap_minutes == SESSION_GAP_MINUTES
    return is_usual and has_all and has_gap and question.count_as in _ROLLED_UP


def _figures(window: Window, sessions: Sequence[Session]) -> Row:
    if not sessions:
        return (window.label, 0, None, None, None, None)
    lengths = [session.length_ms for session in sessions]
    return (
        window.label,
        len(sessions),
        sorted(lengths)[(len(lengths) - 1) // 2],
        sum(lengths) // len(lengths),
        max(lengths),
        share(sum(session.plays for session in sessions), len(sessions)),
    )


def _longest(conn: sqlite3.Connection, question: Question, sessions: Sequence[Session]) -> Report:
    ranked = sorted(sessions, key=lambda session: (-session.length_ms, session.started_ms))
    shown = ranked[: question.limit]
    ids = ",".join(str(session.first_track_id) for session in shown)
    names = {row[0]: row[1:] for row in conn.execute(_NAMES.format(ids=ids))}
    clock = local_clock(conn, question.window)
    return Report(
        name="longest-sessions",
        title="Longest sessions",
        columns=_LONGEST_COLUMNS,
        rows=tuple(
            (
                clock.local(session.started_ms),
                clock.during(session.started_ms).local(session.ended_ms),
                session.length_ms,
                session.heard_ms,
                session.plays,
                *names[session.first_track_id],
            )
            for session in shown
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty=empty_text(conn, question.window),
    )


def _definition(question: Question) -> str:
    return definition_text(
        question,
        f"A session ends with a silence of more than {question.session_gap_minutes} minutes;"
        " it belongs to the window in which it started, and is measured whole.",
        TIME_TEXT,
        GRAMMAR_TEXT,
    )
