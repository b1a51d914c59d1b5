"""The SQL conditions of a question: its window, music, privacy, and what counts as a listen.

A statement selects from ``v_heard h`` and contains the placeholders ``{window}``, ``{music}``,
``{counted}``, ``{chosen}`` and ``{one_part}`` where these conditions belong. ``{chosen}`` is true
of the plays to which the question is limited. ``{one_part}`` is true of a play within one quarter
of an hour: all of it sounded in the hour in which it started.
"""

import json
import sqlite3
from typing import Any

from musicanalyser.listening.definitions import CountAs
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import Window
from musicanalyser.timespan.quarter_hours import QUARTER_MS

_WINDOW = "h.started_ms >= :since_ms and h.started_ms < :until_ms"
_MUSIC = "h.kind = 'music' and (:private or h.private = 0)"
_EXPORTED = " and h.exported"
_COUNTED = {
    CountAs.ANY: "1",
    CountAs.STREAM: "h.is_stream",
    CountAs.SCROBBLE: "h.is_scrobble",
    CountAs.FULL: "h.is_full",
}
_ONE_PART = "(h.started_ms % :quarter_ms + h.heard_ms <= :quarter_ms)"
_CHOSEN = """
  (:track_ids is null or h.track_id in (select value from json_each(:track_ids)))
  and (:origin is null or h.source = :origin)
  and (not :only_skipped or h.verdict = 'skipped')
"""
_RULES = {
    CountAs.ANY: "Counts every play, however short",
    CountAs.STREAM: "Counts plays of 30 s or more",
    CountAs.SCROBBLE: "Counts plays of half a track longer than 30 s, or of 4 min",
    CountAs.FULL: "Counts plays that reached the end of the track",
}
_SHORT_RULES = {
    CountAs.ANY: "every play",
    CountAs.STREAM: "plays ≥ 30 s",
    CountAs.SCROBBLE: "plays ≥ half a track or 4 min",
    CountAs.FULL: "plays to the end",
}

EXPORTS_ONLY_TEXT = "Only plays known from exports are included."
TIME_TEXT = "Listening time includes every play, however short."

_ANY_MUSIC = "select exists (select 1 from v_heard h where {music} and {window})"


_FIRST = "select started_ms from v_heard order by started_ms limit 1"
_LAST = "select started_ms from v_heard order by started_ms desc limit 1"


def run_query(
    conn: sqlite3.Connection, sql: str, question: Question, window: Window, **named: object
) -> sqlite3.Cursor:
    """Run a statement for one window and return its cursor.

    Args:
        conn: A connection to the history.
        sql: A statement with the placeholders of this module.
        question: What counts, and which plays are excluded.
        window: Sets ``:since_ms`` and ``:until_ms``, unless ``named`` contains them.
        named: Further named parameters of the statement.
    """
    parameters: dict[str, Any] = {
        "private": question.private,
        "since_ms": window.since_ms,
        "until_ms": window.until_ms,
        "track_ids": None if question.track_ids is None else json.dumps(question.track_ids),
        "origin": question.origin,
        "only_skipped": question.only_skipped,
        "quarter_ms": QUARTER_MS,
        **named,
    }
    parameters["until_ms"] = min(parameters["until_ms"], question.now_ms)
    exported = _EXPORTED if question.exports_only else ""
    conditions = {
        "window": _WINDOW + exported,
        "music": _MUSIC + exported,
        "exported": "h.exported" if question.exports_only else "true",
        "counted": _COUNTED[question.count_as],
        "one_part": _ONE_PART,
        "chosen": _CHOSEN,
    }
    return conn.execute(sql.format(**conditions), parameters)


def has_music(conn: sqlite3.Connection, question: Question, *windows: Window) -> bool:
    """Return whether at least one of the windows contains any music, however short."""
    return any(run_query(conn, _ANY_MUSIC, question, window).fetchone()[0] for window in windows)


def holds_all_plays(conn: sqlite3.Connection, question: Question, window: Window) -> bool:
    """Return whether a window holds every play of the history, and the roll-ups thus its sums."""
    bounds = play_bounds(conn)
    until_ms = min(window.until_ms, question.now_ms)
    return bounds is None or (window.since_ms <= bounds[0] and bounds[1] < until_ms)


def has_usual_streams(conn: sqlite3.Connection, question: Question, window: Window) -> bool:
    """Return whether the question is about all streams outside of private sessions.

    Some roll-ups hold no others.
    """
    return question.count_as is CountAs.STREAM and has_usual_music(conn, question, window)


def has_usual_music(conn: sqlite3.Connection, question: Question, window: Window) -> bool:
    """Return whether the question is about all music outside of private sessions."""
    is_limited = question.private or question.exports_only
    return not is_limited and holds_all_plays(conn, question, window)


def play_bounds(conn: sqlite3.Connection) -> tuple[int, int] | None:
    """Return the starts of the first and of the last play of any kind; ``None`` without plays."""
    first = conn.execute(_FIRST).fetchone()
    return None if first is None else (first[0], conn.execute(_LAST).fetchone()[0])


def definition_text(question: Question, *more: str) -> str:
    """Return sentences on what counts as a play, on ``more``, and on private sessions."""
    rule = f"{_RULES[question.count_as]} (--count-as {question.count_as})."
    return " ".join((rule, *more, privacy_text(question)))


def privacy_text(question: Question) -> str:
    """Return sentences on whether private plays and plays of other sources are included."""
    text = f"Private sessions {'included' if question.private else 'excluded'}."
    return f"{text} {EXPORTS_ONLY_TEXT}" if question.exports_only else text


def counting_clauses(question: Question, definition: str) -> tuple[str, ...]:
    """Return in a few words each what counts as a play, and which plays are excluded.

    The rule of counting is left out where the definition of the answer does not use it.
    """
    counted = (_SHORT_RULES[question.count_as],) if _RULES[question.count_as] in definition else ()
    private = f"private sessions {'included' if question.private else 'excluded'}"
    exports = ("exports only",) if question.exports_only else ()
    return (*counted, private, *exports)
