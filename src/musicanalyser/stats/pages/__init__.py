"""Pages: all about one artist, track or album; one module for each kind.

A page runs SQL over the read views on a read-only connection and returns a `Report`.
"""

import sqlite3
from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from musicanalyser.registry import Registry
from musicanalyser.report import Report
from musicanalyser.stats.base.conditions import counting_clauses
from musicanalyser.stats.base.known_days import mark_unknown
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.rules.rules_note import note_rules
from musicanalyser.stats.times.unknown_times import mark_unknown_times

if TYPE_CHECKING:
    from musicanalyser.stats.entities.entity import Entity


class Page(Protocol):
    """A module that answers all about one artist, track or album."""

    ABOUT: str
    """One sentence for ``--help`` on what it shows."""

    def answer(self, conn: sqlite3.Connection, question: Question, entity: "Entity") -> Report:
        """Return the key figures of an entity in the window, with the rest as parts.

        ``track_ids`` of the question must be those of the entity. Durations are in ms, shares from
        0 to 1, days are local dates, and what is unknown is ``None``.
        """
        ...


PAGES = Registry[Page](__name__, "artist", "track", "album")
"""Every page, by its name on the command line, which is the kind of its entity."""


def answer_page(conn: sqlite3.Connection, question: Question, entity: "Entity") -> Report:
    """Return the page of an entity, with what is known of the window.

    Figures of a window in which nothing is known are ``None``, never 0.
    """
    asked = replace(question, track_ids=entity.track_ids(conn))
    report = PAGES[entity.kind.value].answer(conn, asked, entity)
    counting = counting_clauses(question, report.definition)
    report = mark_unknown_times(conn, asked, replace(report, counting=counting))
    return note_rules(conn, question, mark_unknown(conn, question, report))
