"""What every answer says of rules: that there are some, and how many plays they leave out."""

import sqlite3
from dataclasses import replace

from musicanalyser.report import Report
from musicanalyser.stats.base.question import Question

_RULES_AND_IGNORED = """
select exists (select 1 from v_rules), (
  select count(*) from v_ignored where started_ms >= :since_ms and started_ms < :until_ms
)
"""


def note_rules(conn: sqlite3.Connection, question: Question, report: Report) -> Report:
    """Return an answer that says how many plays of its window rules leave out, if there are any."""
    note = rules_text(conn, question)
    if note is None:
        return report
    ignored = _count_ignored(conn, question)
    clauses = (f"{ignored:,} plays ignored by rules",) if ignored and report.counting else ()
    return replace(report, notes=(*report.notes, note), counting=(*report.counting, *clauses))


def rules_text(conn: sqlite3.Connection, question: Question) -> str | None:
    """Return the sentences about rules; ``None`` if there are none."""
    ignored = _count_ignored(conn, question)
    if ignored is None:
        return None
    plays = f"{ignored:,} play{'s' * (ignored != 1)}" if ignored else "no play"
    return f"Rules apply; they leave out {plays} of this window. --no-rules answers without them."


def _count_ignored(conn: sqlite3.Connection, question: Question) -> int | None:
    """Return how many plays of the window rules leave out; ``None`` if there are no rules."""
    until_ms = min(question.window.until_ms, question.now_ms)
    span = {"since_ms": question.window.since_ms, "until_ms": until_ms}
    has_rules, ignored = conn.execute(_RULES_AND_IGNORED, span).fetchone()
    return int(ignored) if has_rules else None
