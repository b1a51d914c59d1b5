"""Statistics: one module for each question to the history.

A statistic runs SQL over the read views on a read-only connection and returns a `Report`.
"""

import sqlite3
from dataclasses import replace
from typing import Protocol

from musicanalyser.registry import Registry
from musicanalyser.report import Report
from musicanalyser.stats.base.conditions import counting_clauses
from musicanalyser.stats.base.known_days import mark_unknown
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.rules.rules_note import note_rules
from musicanalyser.stats.times.unknown_times import mark_unknown_times


class Statistic(Protocol):
    """A module that answers one question."""

    ABOUT: str
    """One sentence for ``--help`` on what it shows."""

    def answer(self, conn: sqlite3.Connection, question: Question) -> Report:
        """Return the answer for the window, compared with the previous window if there is one.

        Durations are in ms, shares from 0 to 1, days are local dates, and what is unknown is
        ``None``. The report's definition says how each figure is computed.
        """
        ...


STATS = Registry[Statistic](
    __name__,
    "overview",
    "compare",
    "totals",
    "top-tracks",
    "top-artists",
    "top-albums",
    "heatmap",
    "sessions",
    "streaks",
    "calendar",
    "clock",
    "trend",
    "race",
    "skips",
    "skip-depth",
    "fatigue",
    "discoveries",
    "obsessions",
    "moments",
    "forgotten",
    "rediscoveries",
    "variety",
    "taste",
    "genres",
    "hipster",
    "decades",
    "tempo",
    "lyrics",
    "definitions",
    "first-last",
    "on-this-day",
    "milestones",
    "platforms",
    "countries",
    "coverage",
    "accuracy",
    "log",
)
"""Every statistic, by its name on the command line."""


def answer_question(conn: sqlite3.Connection, name: str, question: Question) -> Report:
    """Return the answer of a statistic, with what is known of its window.

    Figures of a window in which nothing is known are ``None``, never 0.
    """
    report = STATS[name].answer(conn, question)
    counting = report.counting or counting_clauses(question, report.definition)
    report = mark_unknown_times(conn, question, replace(report, counting=counting))
    return note_rules(conn, question, mark_unknown(conn, question, report))
