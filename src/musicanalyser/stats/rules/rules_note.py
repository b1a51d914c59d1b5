"""What every answer says of rules: that there are some, and how many plays they ignore."""

import sqlite3
from dataclasses import replace

from musicanalyser.report import Report
from musicanalyser.stats.base.question import Question
from musicanalyser.units import count_text

_RULES = "select count(*), coalesce(sum(action = 'ignore'), 0) from v_rules"
_IGNORED = """
select count(*) from v_ignored where started_ms >= :since_ms and started_ms < :until_ms
"""


def note_rules(conn: sqlite3.Connection, question: Question, report: Report) -> Report:
    """Return an answer that says how many plays of its window rules ignore, if there are any."""
    ignored = _count_ignored(conn, question)
    if ignored is None:
        return report
    caveats = (f"{count_text(ignored, 'play')} ignored",) if ignored else ()
    return replace(
        report, notes=(*report.notes, _text(ignored)), caveats=(*report.caveats, *caveats)
    )


def rules_text(conn: sqlite3.Connection, question: Question) -> str:
    """Return the sentences about rules; empty if there are none."""
    ignored = _count_ignored(conn, question)
    return "" if ignored is None else _text(ignored)


def _text(ignored: int) -> str:
    plays = count_text(ignored, "play") if ignored else "no play"
    return f"Rules apply; they ignore {plays} of this window. --no-rules answers without them."


def _count_ignored(conn: sqlite3.Connection, question: Question) -> int | None:
    """Return how many plays of the window rules ignore; ``None`` if there are no rules."""
    rules, ignoring = conn.execute(_RULES).fetchone()
    if not ignoring:
        return 0 if rules else None  # no play has to be read
    until_ms = min(question.window.until_ms, question.now_ms)
    span = {"since_ms": question.window.since_ms, "until_ms": until_ms}
    return int(conn.execute(_IGNORED, span).fetchone()[0])
