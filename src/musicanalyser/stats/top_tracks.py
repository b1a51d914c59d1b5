"""The tracks heard most."""

import sqlite3

from musicanalyser.report import Report
from musicanalyser.stats.base.heard import TRACKS
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import top

ABOUT = "The tracks you heard most, and how their ranks changed."


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Rank the tracks of the window by time heard or by plays."""
    return top(conn, question, TRACKS)
