"""Which rules of the listener leave the plays out that a question is about."""

import sqlite3

from musicanalyser.stats.base.conditions import run_query
from musicanalyser.stats.base.question import Question
from musicanalyser.units import count_text

_IGNORING = """
select h.ignored_by, count(*) from v_ignored h where {window} and {chosen}
group by h.ignored_by order by h.ignored_by
"""


def ignoring_text(conn: sqlite3.Connection, question: Question) -> str | None:
    """Return which rules ignore plays of the window, of the tracks of a question; ``None`` if none.

    It stands in place of an empty answer.
    """
    counts = run_query(conn, _IGNORING, question, question.window).fetchall()
    if not counts:
        return None
    rules = ", ".join(f"rule {number}" for number, _ in counts)
    plays = sum(number for _, number in counts)
    be = "is" if plays == 1 else "are"
    return f"{count_text(plays, 'play')} {be} ignored by {rules}. --no-rules answers without rules."
