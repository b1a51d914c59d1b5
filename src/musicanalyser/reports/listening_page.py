"""The answers that make up a page about a window: figures, days, lists, clock, taste and roast."""

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain

from musicanalyser.report import Report
from musicanalyser.reports.snapshot import build_card
from musicanalyser.stats import answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.store.snapshots import list_snapshots

_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "overview": (),
    "calendar": ("streaks",),
    "trend": (),
    "top-tracks": (),
    "top-artists": (),
    "top-albums": (),
    "genres": (),
    "clock": ("parts-of-day", "heatmap"),
    "taste": ("mood", "mean-tempo"),
    "decades": ("release-years",),
    "sessions": (),
    "skips": ("most-skipped-tracks", "most-skipped-artists"),
}
"""The statistics of the page in their order, and the parts of each that it shows."""
_YEAR_DAYS = range(365, 367)


def compose_page(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the answers about a window as parts, with the newest roast if there is one.

    An answer that nothing is known for is left out; the overview says if that is all of them.
    """
    overview, *all_others = (_answer(conn, question, name) for name in _ANSWERS)
    others = [answer for answer in all_others if answer.rows]
    parts = [replace(overview, title="Overview")]
    if overview.rows:
        parts += [*others, *_known_origins(conn, question)]
    is_year = question.window.days in _YEAR_DAYS
    return Report(
        name="report",
        title="Your year in music" if is_year else "Your music",
        columns=(),
        rows=(),
        span=overview.span,
        previous=overview.previous,
        counting=overview.counting,
        caveats=overview.caveats,
        known=overview.known,
        is_comparable=overview.is_comparable,
        parts=tuple(chain(parts, _newest_roast(conn))),
    )


def _answer(conn: sqlite3.Connection, question: Question, name: str) -> Report:
    answer = answer_question(conn, name, question)
    parts = tuple(part for part in answer.parts if part.name in _ANSWERS[name])
    return replace(answer, parts=parts)


def _known_origins(conn: sqlite3.Connection, question: Question) -> Iterator[Report]:
    """Yield from when to when each origin knows the window."""
    answer = answer_question(conn, "coverage", question)
    for part in answer.parts:
        if part.name == "known-origins":
            yield replace(part, title="What is known")


def _newest_roast(conn: sqlite3.Connection) -> Iterator[Report]:
    """Yield the newest roast; none knows of private sessions."""
    yield from map(build_card, list_snapshots(conn)[-1:])
