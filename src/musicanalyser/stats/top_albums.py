"""The most heard albums."""

import sqlite3

from musicanalyser.report import Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ALBUMS
from musicanalyser.stats.base.ranking import top_list

ABOUT = "The albums you heard most, and how their ranks changed."


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the most heard albums of the window, as `top_list` does."""
    return top_list(conn, question, ALBUMS)
