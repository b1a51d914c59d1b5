"""The most heard artists."""

import sqlite3

from musicanalyser.report import Report
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import ARTISTS
from musicanalyser.stats.base.ranking import top_list

ABOUT = "The artists you heard most, and how their ranks changed."


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the most heard artists of the window, as `top_list` does."""
    return top_list(conn, question, ARTISTS)
