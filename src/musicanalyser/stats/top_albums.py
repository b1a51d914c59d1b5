"""The albums heard most."""

import sqlite3

from musicanalyser.report import Report
from musicanalyser.stats.base.heard import ALBUMS
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranking import top

ABOUT = "The albums you heard most, and how their ranks changed."


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Rank the albums of the window by time heard or by plays."""
    return top(conn, question, ALBUMS)
