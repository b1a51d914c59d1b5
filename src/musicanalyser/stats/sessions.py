"""Listening sessions: runs of plays without a long silence."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import (
    TIME_TEXT,
    definition_text,
    has_music,
    rule_coverage,
    run_query,
)
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span, with_previous
from musicanalyser.timespan import Window, from_ms
from musicanalyser.units import DAY_MS, MINUTE_MS

ABOUT = "Listening sessions: how many, how long, and with how many plays."

_LONGEST_PLAY_MS = DAY_MS
"""Later ends are cut: no play from more than this, and a gap, before a window can reach it."""
_FOREVER_MS = 10**15
"""A moment after all plays, for a session that continues beyond its window."""

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
    Column(name="heard_ms", title="Time heard", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="first_title", title="First track"),
    Column(name="first_artist", title="Artist"),
    Column(name="first_uri", title="Address", detail=True),
)

# A play with a pause longer than the gap is taken to sound at its start: where it was paused is
# unknown. Sorted as the index is, so that reading can stop after the last session of the window.
_PLAYS = """
select
  h.started_ms,
  min(
    iif(h.ended_ms - h.started_ms - h.heard_ms > :gap_ms, h.started_ms + h.heard_ms, h.ended_ms),
    h.started_ms + :longest_play_ms
  ) as ended_ms,
  h.heard_ms,
  {counted} as counted, h.track_id
from v_heard h
where {music} and {window}
order by h.started_ms, h.id
"""
_NAMES = "select id, title, artist, uri from v_tracks where id in ({ids})"


_Play = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A run of plays without a long silence; all of it, also beyond the window."""

    started_ms: int
    ended_ms: int
    heard_ms: int
    plays: int
    """The counted ones."""
    first_track_id: int

    @property
    def length_ms(self) -> int:
        """The time from the first start to the latest end."""
        return self.ended_ms - self.started_ms


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the number of sessions, their lengths in ms, and their counted plays on average.

    The median is the lower one. The longest sessions are a part.
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
        parts=(_longest(conn, question, found[0]),) if any_music else (),
    )


def sessions_of(conn: sqlite3.Connection, question: Question, window: Window) -> list[Session]:
    """Return the sessions that started in the window, by start time."""
    gap_ms = question.session_gap_minutes * MINUTE_MS
    plays = run_query(
        conn,
        _PLAYS,
        question,
        window,
        longest_play_ms=_LONGEST_PLAY_MS,
        gap_ms=gap_ms,
        since_ms=window.since_ms - _LONGEST_PLAY_MS - gap_ms,
        until_ms=_FOREVER_MS,
    )
    sessions = map(_session, _runs(plays, gap_ms))
    from_since = dropwhile(lambda session: session.started_ms < window.since_ms, sessions)
    return list(takewhile(lambda session: session.started_ms < window.until_ms, from_since))


def _runs(plays: Iterable[_Play], gap_ms: int) -> Iterator[list[_Play]]:
    """Split plays, sorted by start, wherever a silence is longer than the gap."""
    run: list[_Play] = []
    latest_end_ms = 0
    for play in plays:
        started_ms, ended_ms = play[:2]
        if run and started_ms - latest_end_ms > gap_ms:
            yield run
            run = []
        run.append(play)
        latest_end_ms = max(latest_end_ms, ended_ms)
    if run:
        yield run


def _session(run: Sequence[_Play]) -> Session:
    started_ms, ended_ms, heard_ms, counted, track_ids = zip(*run, strict=True)
    return Session(
        started_ms=started_ms[0],
        ended_ms=max(ended_ms),
        heard_ms=sum(heard_ms),
        plays=sum(counted),
        first_track_id=track_ids[0],
    )


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
    zone = question.window.zone
    return Report(
        name="longest-sessions",
        title="Longest sessions",
        columns=_LONGEST_COLUMNS,
        rows=tuple(
            (
                from_ms(session.started_ms, zone),
                from_ms(session.ended_ms, zone),
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
    )
