"""What frames an answer: its window and the one before, and what to say when nothing was heard."""

import sqlite3
from datetime import date

from musicanalyser.report import Column, Span
from musicanalyser.stats.base.conditions import ask
from musicanalyser.stats.base.question import Question
from musicanalyser.timespan import Window

PERIOD = Column(name="period", title="Period")
"""The first column of key figures: the label of the window."""

_FIRST_DAY = """
select h.local_day from v_heard h
where {music}
order by h.started_ms, h.id
limit 1
"""
_ANY_PLAY = "select exists (select 1 from v_heard)"


def span(window: Window) -> Span:
    """Return the window as it stands above an answer."""
    return Span(
        label=window.label, since=window.since, until=window.until, timezone=window.zone.key
    )


def periods(window: Window) -> tuple[Window, ...]:
    """Return the window and, if it has one, the window before it."""
    before = window.previous()
    return (window,) if before is None else (window, before)


def share(part: int, whole: int) -> float | None:
    """Return a fraction, which is unknown where there is no whole."""
    return part / whole if whole else None


def local_day(text: str | None) -> date | None:
    """Return a local day as the views write it."""
    return None if text is None else date.fromisoformat(text)


def first_day(conn: sqlite3.Connection, question: Question) -> date | None:
    """Return the local day of the first music in the history."""
    row = ask(conn, _FIRST_DAY, question, question.window).fetchone()
    return local_day(row[0]) if row else None


def nothing(conn: sqlite3.Connection, window: Window, *, of: str = "music") -> str:
    """Say why an answer is empty, and what to do."""
    if not conn.execute(_ANY_PLAY).fetchone()[0]:
        return "The history is empty. Fill it with: musicanalyser import PATH"
    if window.since is None:
        return f"No {of} in this window."
    return f"No {of} in this window. Try --all."
