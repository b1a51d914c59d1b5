"""What an answer says of plays whose time heard is unknown: most other services do not store it."""

import json
import sqlite3
from dataclasses import replace

from musicanalyser.model.evidence import HeardTime
from musicanalyser.model.origin import Origin
from musicanalyser.report import ColumnKind, Report, Row, StreamedRows
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question

_SERVICES = json.dumps([origin for origin in Origin if origin.traits.is_service])
_TIMES = frozenset({ColumnKind.DURATION, ColumnKind.SHARE})
_PLAYS = "plays"
"""The column of counted plays."""

# The spans of services are few: without one, no play has to be read.
_ANY_SERVICE = """
select exists (
  select 1 from v_known_spans where origin in (select value from json_each(:services))
)
"""
_COUNT = """
select
  count(*), coalesce(sum(h.heard <> :known and h.heard_ms = 0), 0), coalesce(sum(h.heard_ms), 0),
  coalesce(sum(iif(h.heard <> :known, h.heard_ms, 0)), 0)
from v_heard h
where {music} and {window} and (
  :track_ids is null or h.track_id in (select value from json_each(:track_ids))
)
"""


def mark_unknown_times(conn: sqlite3.Connection, question: Question, report: Report) -> Report:
    """Return an answer that says for how many plays of its window the time heard is unknown.

    No sum by time contains them. A time of 0 of plays that count is unknown, and so is its share of
    all listening time. Of a copy with estimates, it says how much of the time they are.
    """
    if not conn.execute(_ANY_SERVICE, {"services": _SERVICES}).fetchone()[0]:
        return report
    found = run_query(conn, _COUNT, question, question.window, known=HeardTime.KNOWN.value)
    marked = _without_times(report)
    if not _has_times(report):
        return marked
    notes, clauses = _words(*found.fetchone())
    return replace(marked, notes=(*report.notes, *notes), caveats=(*report.caveats, *clauses))


def _words(
    plays: int, unknown: int, heard_ms: int, estimated_ms: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences on unknown and estimated times, and the same in a few words each."""
    notes: list[str] = []
    clauses: list[str] = []
    if estimated_ms:
        share = f"{estimated_ms / heard_ms:.0%}"
        notes.append(f"{share} of the listening time is estimated, from the lengths of tracks.")
        clauses.append(f"{share} of time estimated")
    if unknown:
        notes.append(
            f"The listening time of {unknown:,} of {plays:,} plays is unknown; no time contains it."
        )
        clauses.append(f"time of {unknown:,} plays unknown")
    return tuple(notes), tuple(clauses)


def _has_times(report: Report) -> bool:
    own = any(column.kind in _TIMES for column in report.columns)
    return own or any(map(_has_times, report.parts))


def _without_times(report: Report) -> Report:
    """Return a report and its parts without times of 0 of plays that count."""
    parts = tuple(map(_without_times, report.parts))
    kinds = [column.kind for column in report.columns]
    names = [column.name for column in report.columns]
    if _PLAYS not in names or isinstance(report.rows, StreamedRows):
        return replace(report, parts=parts)
    plays, times = names.index(_PLAYS), {
        place
        for place, name in enumerate(names)
        if kinds[place] is ColumnKind.DURATION or name == "share"
    }  # fmt: skip
    rows = tuple(_without_time(row, row[plays], times) for row in report.rows)
    return replace(report, rows=rows, parts=parts)


def _without_time(row: Row, plays: object, times: set[int]) -> Row:
    if not plays:
        return row
    return tuple(
        None if place in times and value == 0 else value for place, value in enumerate(row)
    )
