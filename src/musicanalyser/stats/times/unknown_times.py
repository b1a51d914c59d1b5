"""What an answer says of plays whose time heard is unknown: most other services do not store it."""

import json
import sqlite3
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from musicanalyser.model.evidence import HeardTime
from musicanalyser.model.origin import Origin
from musicanalyser.report import Column, ColumnKind, Report, Row, StreamedRows, Value
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question, RankBy
from musicanalyser.stats.base.ranking import ranking_text
from musicanalyser.stats.base.window import with_previous
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import numbered_day
from musicanalyser.units import count_text

_SERVICES = json.dumps([origin for origin in Origin if origin.traits.is_service])
_TIMES = frozenset({ColumnKind.DURATION, ColumnKind.SHARE})
_PLAYS = ("all_plays", "plays", "mean_plays")
"""The columns of the plays that a time is of: of all, of the counted ones, or their mean."""
_HOURS = frozenset({"hour", "block"})
"""The columns whose rows are the hours of the window."""
_BY_TIME = ranking_text(RankBy.TIME)
_NO_ORDER = "Ranked by time, which is unknown here: try --by plays"
_NO_LENGTHS = "No length of these tracks is known, so --estimate changes nothing."

_DAYS = """
select distinct h.day_number from v_heard h where {music} and h.heard <> :known and h.heard_ms = 0
"""


class _UnknownTimes(NamedTuple):
    """Where times are unknown."""

    days: Sequence[date]
    """The local days with a play of unknown time, in order; also those outside of the window."""
    windows: Sequence[bool]
    """Whether no time at all is known of the window, and of the previous one."""


class _Times(NamedTuple):
    """The plays of a window, how many have no known time, and the times that are known."""

    plays: int
    unknown: int
    heard_ms: int
    estimated_ms: int

    @property
    def is_unknown(self) -> bool:
        """Whether there are plays, and no time is known of them."""
        return self.unknown > 0 and not self.heard_ms


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
    counts = [_count(conn, question, window) for window in with_previous(question.window)]
    unknown = _UnknownTimes(
        days=_unknown_days(conn, question), windows=[one.is_unknown for one in counts]
    )
    marked = _without_times(report, unknown)
    if not _has_times(report):
        return marked
    notes, clauses = _words(counts[0])
    return replace(marked, notes=(*report.notes, *notes), caveats=(*report.caveats, *clauses))


def hint_at_unknown_times(
    conn: sqlite3.Connection, question: Question, report: Report, *, is_estimated: bool
) -> Report:
    """Return an answer of a window without any known time with a hint at what can be asked.

    A list by time has no order then, and an estimate that changes nothing says so.
    """
    is_by_time = any(_BY_TIME in one.definition for one in (report, *report.parts))
    if not (is_by_time or is_estimated) or not _count(conn, question, question.window).is_unknown:
        return report
    hints = (
        report.summary,
        f"{_NO_ORDER}{'' if is_estimated else ' or --estimate'}." if is_by_time else "",
        _NO_LENGTHS if is_estimated else "",
    )
    return replace(report, summary=" ".join(filter(None, hints)))


def _count(conn: sqlite3.Connection, question: Question, window: Window) -> _Times:
    found = run_query(conn, _COUNT, question, window, known=HeardTime.KNOWN.value)
    return _Times._make(found.fetchone())


def _unknown_days(conn: sqlite3.Connection, question: Question) -> Sequence[date]:
    found = run_query(conn, _DAYS, question, question.window, known=HeardTime.KNOWN.value)
    return sorted(numbered_day(number) for (number,) in found)


def _meets(days: Sequence[date], cells: Mapping[str, Value]) -> bool:
    """Return whether one of some days is that of a row, or lies in the span of a row."""
    started_at = cells.get("started_at")
    first = last = started_at.date() if isinstance(started_at, datetime) else cells.get("day")
    if "span" in cells:
        first, last = cells.get("first_day"), cells.get("last_day")
    if not isinstance(first, date) or not isinstance(last, date):
        return False
    return bisect_left(days, first) < bisect_right(days, last)


def _words(found: _Times) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the sentences on unknown and estimated times, and the same in a few words each."""
    notes: list[str] = []
    clauses: list[str] = []
    if found.estimated_ms:
        share = f"{found.estimated_ms / found.heard_ms:.0%}"
        notes.append(f"{share} of the listening time is estimated, from the lengths of tracks.")
        clauses.append(f"{share} of time estimated")
    if found.unknown:
        notes.append(
            f"The listening time of {found.unknown:,} of {found.plays:,} plays is unknown;"
            " no time contains it."
        )
        clauses.append(f"time of {count_text(found.unknown, 'play')} unknown")
    return tuple(notes), tuple(clauses)


def _has_times(report: Report) -> bool:
    own = any(column.kind in _TIMES for column in report.columns)
    return own or any(map(_has_times, report.parts))


def _without_times(report: Report, unknown: _UnknownTimes) -> Report:
    """Return a report and its parts without times of 0 of plays whose time is unknown."""
    parts = tuple(_without_times(part, unknown) for part in report.parts)
    if isinstance(report.rows, StreamedRows):
        return replace(report, parts=parts)
    times = {place for place, column in enumerate(report.columns) if _is_time(column)}
    names = [column.name for column in report.columns]
    rows = tuple(
        _without_time(row, times)
        if _has_unknown(report, number, dict(zip(names, row, strict=True)), unknown)
        else row
        for number, row in enumerate(report.rows)
    )
    return replace(report, rows=rows, parts=parts)


def _is_time(column: Column) -> bool:
    if column.name.startswith("previous_"):
        return False
    return column.kind is ColumnKind.DURATION or column.name in {"share", "length_ms"}


def _has_unknown(
    report: Report, number: int, cells: Mapping[str, Value], unknown: _UnknownTimes
) -> bool:
    """Return whether a time of 0 in a row is that of plays whose time is unknown."""
    plays = next((cells[name] for name in _PLAYS if name in cells), 0)
    if plays:
        return True
    if report.has_periods:
        return any(unknown.windows[number : number + 1])
    if _HOURS & cells.keys():
        return unknown.windows[0]
    return _meets(unknown.days, cells)


def _without_time(row: Row, times: set[int]) -> Row:
    return tuple(
        None if place in times and value == 0 else value for place, value in enumerate(row)
    )
