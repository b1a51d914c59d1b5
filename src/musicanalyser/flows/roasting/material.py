"""The material of a roast: the facts about a window, compared with the year before it."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from musicanalyser.errors import Error
from musicanalyser.report import Coverage, Report, Span
from musicanalyser.roast.fact_ranking import find_facts
from musicanalyser.roast.persona import Fact
from musicanalyser.stats import STATS, answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import report_span
from musicanalyser.stats.rules.rules_note import rules_text
from musicanalyser.timespan import Window, start_of_day

_BASELINE_DAYS = 365
_LIST_LENGTH = 100
"""Rows of each list: favourites that are skipped are far down in it."""
_NAME_COLUMNS = frozenset({"artist", "title", "album"})
_FRAME = "overview"
"""The statistic whose definition and coverage a roast shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """The facts about a listener, and the window, definition and coverage behind them."""

    facts: tuple[Fact, ...]
    known_names: frozenset[str]
    """All artists, titles and albums in the reports."""
    span: Span
    definition: str
    coverage: Coverage | None


def gather_material(conn: sqlite3.Connection, question: Question) -> Material:
    """Return the facts about a window, compared with the listener's own year before it.

    Raises:
        Error: If there is nothing to tell.
    """
    question = replace(question, limit=_LIST_LENGTH, hourly=True)
    current = WindowReports(conn, question)
    baseline = find_baseline(question.window)
    past = WindowReports(conn, replace(question, window=baseline)) if baseline else {}
    facts = find_facts(current, past)
    if not facts:
        raise _explain_too_few_plays(question)
    frame = current[_FRAME]
    return Material(
        facts=facts,
        known_names=frozenset(_find_names([*current.computed, *_computed(past)])),
        span=report_span(question.window),
        definition=" ".join(filter(None, (frame.definition, rules_text(conn, question)))),
        coverage=frame.coverage,
    )


@dataclass(frozen=True, slots=True)
class WindowReports(Mapping[str, Report]):
    """The statistics of a window, each computed when it is first looked up."""

    conn: sqlite3.Connection
    question: Question
    _known: dict[str, Report] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Report:
        """Return the report of a statistic; what is unknown of its window is ``None``."""
        if name not in self._known:
            self._known[name] = answer_question(self.conn, name, self.question)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """Return the names of all statistics."""
        return iter(STATS)

    def __len__(self) -> int:
        """Return how many statistics there are."""
        return len(STATS)

    @property
    def computed(self) -> Iterable[Report]:
        """The reports that were looked up."""
        return self._known.values()


def find_baseline(window: Window) -> Window | None:
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


def _computed(reports: Mapping[str, Report]) -> Iterable[Report]:
    return reports.computed if isinstance(reports, WindowReports) else ()


def _find_names(reports: Iterable[Report]) -> Iterator[str]:
    """Yield every name in some reports and their parts."""
    for report in reports:
        indexes = [i for i, column in enumerate(report.columns) if column.name in _NAME_COLUMNS]
        for row in report.rows:
            yield from (name for i in indexes if isinstance(name := row[i], str))
        yield from _find_names(report.parts)


def _explain_too_few_plays(question: Question) -> Error:
    hint = "Choose a longer window, such as --year or --all."
    if question.window.since is None:
        hint = "Fill the history with: musicanalyser import PATH"
    if question.exports_only:
        hint += " Or add --data all to include plays that are in no export."
    return Error("Nothing was played in this window.", hint=hint)
