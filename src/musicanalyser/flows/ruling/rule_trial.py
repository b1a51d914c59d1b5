"""What a change of rules would do: made in a transaction, read, and rolled back."""

import sqlite3
from collections.abc import Callable
from dataclasses import replace

from musicanalyser.model.rule import RuleLevel
from musicanalyser.report import Report
from musicanalyser.stats import answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.store.connection import trial

_STATISTICS = {
    RuleLevel.ARTIST: "top-artists",
    RuleLevel.TRACK: "top-tracks",
    RuleLevel.ALBUM: "top-tracks",
}
_ALL = 2**31
"""Rows of a list: more than there are names."""


def try_change(
    conn: sqlite3.Connection,
    change: Callable[[sqlite3.Connection], object],
    level: RuleLevel,
    question: Question,
) -> tuple[Report, Report]:
    """Return the whole top list of artists or tracks before a change of rules and after it.

    The history stays as it is.
    """
    name, question = _STATISTICS[level], replace(question, limit=_ALL)
    before = answer_question(conn, name, question)
    with trial(conn):
        change(conn)
        after = answer_question(conn, name, question)
    return before, after
