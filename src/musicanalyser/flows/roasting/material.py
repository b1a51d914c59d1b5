"""What a roast is made of: statistics of a window and of the year before it, and their facts."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from musicanalyser.errors import Error
from musicanalyser.report import Coverage, Report, Span
from musicanalyser.roast.facts import find_facts
from musicanalyser.roast.persona import Fact
from musicanalyser.stats import STATS
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import report_span
from musicanalyser.timespan import Window, start_of_day

_BASELINE_DAYS = 365
_LONG_LIST = 100
"""Contradictions stand far down in lists."""
_LEAST_FACTS = 3
"""A persona has three lines at the least, and none without a fact."""
_NOT_TOLD = frozenset({"log"})
"""What lists single plays: no fact rests on it, and no model needs it."""
_NAMES = frozenset({"artist", "title", "album"})
_FRAME = "overview"
"""The statistic whose window, definition and coverage stand for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """Facts about a listener, and what they rest on."""

    facts: tuple[Fact, ...]
    names: frozenset[str]
    """Artists and titles that were heard, by which a claim about another than a fact's is known."""
    span: Span
    definition: str
    coverage: Coverage | None


def gather(conn: sqlite3.Connection, question: Question) -> Material:
    """Find what is telling about the window, measured against the listener's own year before it.

    Raises:
        Error: If too little was heard to say anything.
    """
    question = replace(question, limit=_LONG_LIST, hourly=True)
    now = _answers(conn, question)
    before = baseline(question.window)
    earlier = _answers(conn, replace(question, window=before)) if before else {}
    facts = find_facts(now, earlier)
    if len(facts) < _LEAST_FACTS:
        raise _too_little(question)
    frame = now[_FRAME]
    return Material(
        facts=facts,
        names=frozenset(_names([*now.values(), *earlier.values()])),
        span=report_span(question.window),
        definition=frame.definition,
        coverage=frame.coverage,
    )


def baseline(window: Window) -> Window | None:
    """Return the 365 local days before a window; ``None`` if it begins with the history."""
    if window.since is None:
        return None
    first = window.since.date() - timedelta(days=_BASELINE_DAYS)
    return Window(
        label="the year before",
        since=start_of_day(first, window.zone),
        until=window.since,
        zone=window.zone,
        days=_BASELINE_DAYS,
    )


def _answers(conn: sqlite3.Connection, question: Question) -> Mapping[str, Report]:
    return {
        name: statistic.answer(conn, question)
        for name, statistic in STATS.items()
        if name not in _NOT_TOLD
    }


def _names(reports: Iterable[Report]) -> Iterator[str]:
    """Return every name in some reports and their parts."""
    for report in reports:
        places = [place for place, one in enumerate(report.columns) if one.name in _NAMES]
        for row in report.rows:
            yield from (name for place in places if isinstance(name := row[place], str))
        yield from _names(report.parts)


def _too_little(question: Question) -> Error:
    hint = "Choose a longer window, such as --year or --all."
    if question.exports_only:
        hint += " Plays that no export knows take part with --data all."
    return Error("Too little was heard in this window for a roast.", hint=hint)
