"""The window of an answer, the previous one, and what to write when there is no data."""

import sqlite3
from datetime import date

from musicanalyser.report import Column, Span
from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import LocalClock, numbered_day
from musicanalyser.timespan.travel import ZoneStep, travelling_clock

PERIOD = Column(name="period", title="Period")
"""The first column of key figures: the label of the window."""
UNKNOWN_ENDS = "Unknown: no row of this window says why a play ended."
"""What stands in place of a list of skips in such a window."""

_FIRST_PLAY = """
select h.started_ms from v_heard h
where {music}
order by h.started_ms, h.id
limit 1
"""
_STEPS = "select since_ms, first_day, zone, source, country from v_zone_steps order by since_ms"
_ANY_PLAY = "select exists (select 1 from v_heard)"


def report_span(window: Window) -> Span:
    """Return a window as a report names it."""
    return Span(
        label=window.label, since=window.since, until=window.until, timezone=window.zone.key
    )


def with_previous(window: Window) -> tuple[Window, ...]:
    """Return the window and the previous window, if there is one."""
    previous = window.previous()
    return (window,) if previous is None else (window, previous)


def local_clock(conn: sqlite3.Connection, window: Window) -> LocalClock:
    """Return the clock of local days and hours: in the zone where the listener was."""
    steps = [ZoneStep._make(row) for row in conn.execute(_STEPS)]
    return travelling_clock(window.zone, steps)


def local_day(moment_ms: int | None, clock: LocalClock) -> date | None:
    """Return the local day of ms since 1970 UTC; ``None`` for no moment."""
    return None if moment_ms is None else numbered_day(clock.day_and_hour(moment_ms)[0])


def first_day(conn: sqlite3.Connection, question: Question) -> date | None:
    """Return the local day of the earliest music in the history; ``None`` if there is none."""
    row = run_query(conn, _FIRST_PLAY, question, question.window).fetchone()
    return local_day(row[0], local_clock(conn, question.window)) if row else None


def empty_text(conn: sqlite3.Connection, window: Window, *, of: str = "music") -> str:
    """Return the sentence that stands in place of an empty answer, with what to do."""
    if not conn.execute(_ANY_PLAY).fetchone()[0]:
        return "The history is empty. Fill it with: musicanalyser import PATH"
    if window.since is None:
        return f"No {of} in this window."
    return f"No {of} in this window. Try --all."
