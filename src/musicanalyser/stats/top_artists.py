"""The artists heard most."""

import sqlite3

from musicanalyser.report import Report
from musicanalyser.stats.base.heard import ARTISTS
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import top

ABOUT = "The artists you heard most, and how their ranks changed."


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Rank the artists of the window by time heard or by plays."""
    return top(conn, question, ARTISTS)
