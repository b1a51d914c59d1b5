"""A window told as a story: cards with a sentence and what proves it, the roast last."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from musicanalyser.duration import format_duration
from musicanalyser.report import Layout, Report, Row, Span
from musicanalyser.roast.facts.fact_kind import Theme
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.persona import Fact
from musicanalyser.stats import answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import report_span
from musicanalyser.units import DAY_MS, HOUR_MS

_FACT_CARDS = 5
_ROWS = 5
"""The rows of a list on a card."""
_MANY_HOURS, _MANY_NIGHTS = 10, 2
_LEAST_CHANGE = 0.01
_NAMED = {"week": range(6, 8), "month": range(28, 32), "year": range(363, 367)}
"""What people call windows of so many days, whether the last day has ended or not."""
_HEADINGS: Mapping[Theme, str] = {
    Theme.AGE: "As old as your music",
    Theme.ALBUMS: "From the first track to the last",
    Theme.ARTIST: "One name above all",
    Theme.BREADTH: "How wide you listen",
    Theme.CHANGE: "Something has changed",
    Theme.DAYS: "Day after day",
    Theme.DISCOVERY: "New in your life",
    Theme.EVERYTHING: "All of it",
    Theme.FAME: "Known to few, known to all",
    Theme.GENRE: "What it sounds like",
    Theme.HOURS: "By the clock",
    Theme.LYRICS: "In their words",
    Theme.MOOD: "Bright and dark",
    Theme.ONCE: "Once, and never again",
    Theme.PAST: "Old flames",
    Theme.PODCASTS: "Somebody talking",
    Theme.RECORD: "One day above all",
    Theme.SESSIONS: "From start to stop",
    Theme.SKIPPED: "Loved, and skipped",
    Theme.SKIPS: "Next, please",
    Theme.TEMPO: "The pulse",
    Theme.TRACK: "Again, and again",
    Theme.WEEK: "The shape of your week",
}
_DRAWN = {"heatmap": "clock"}
"""Statistics that another one shows better."""


def tell_story(
    conn: sqlite3.Connection, question: Question, facts: Sequence[Fact], roast: Report
) -> Report:
    """Return the story of a window: its time, artist and track, the most surprising facts, a roast.

    Each part is a card with its sentence. ``facts`` are sorted by surprise; one of a theme is told,
    and first those that neither the cards before them nor the roast tell.
    """
    question = replace(question, limit=_ROWS)
    overview = answer_question(conn, "overview", question)
    opening = list(_opening(conn, question, overview))
    told = {name for card in opening for name in card.rows[0] if isinstance(name, str)}
    chosen = list(_choose(facts, told, cited=_cited(roast)))[:_FACT_CARDS]
    ending = replace(roast, definition="", coverage=None, notes=(), parts=roast.parts[:1])
    cards = [*opening, *(_fact_card(conn, question, fact) for fact in chosen), ending]
    return Report(
        name="wrapped",
        title="Your music, wrapped",
        layout=Layout.STORY,
        columns=(),
        rows=(),
        span=overview.span,
        previous=overview.previous,
        counting=overview.counting,
        definition=overview.definition,
        known=overview.known,
        is_comparable=overview.is_comparable,
        notes=overview.notes,
        credits=overview.credits,
        empty=overview.empty,
        parts=tuple(
            replace(card, span=overview.span, counting=overview.counting) for card in cards
        ),
    )


def _opening(conn: sqlite3.Connection, question: Question, overview: Report) -> Iterator[Report]:
    """Yield the cards of the time, the top artist and the top track."""
    calendar = replace(answer_question(conn, "calendar", question), parts=())
    yield _card(calendar, _time_heading(overview), _time_text(overview))
    lists = {part.name: part for part in overview.parts}
    span = report_span(question.window)
    for name in ("top-artists", "top-tracks"):
        if lists[name].rows:
            first = _cells(lists[name], lists[name].rows[0])
            yield _card(
                lists[name], str(first.get("title", first["artist"])), _lead_text(first, span)
            )


def _time_heading(overview: Report) -> str:
    heard_ms = int(str(_cells(overview, overview.rows[0])["heard_ms"]))
    hours = heard_ms // HOUR_MS
    length = f"{hours:,} hours" if hours >= _MANY_HOURS else format_duration(heard_ms)
    return f"{length} of music"


def _time_text(overview: Report) -> str:
    now, *previous = (_cells(overview, row) for row in overview.rows)
    plays, artists, days = (
        _count(now[name], word)
        for name, word in (("plays", "play"), ("artists", "artist"), ("active_days", "day"))
    )
    text = f"{plays} by {artists}, on {days}."
    nights = int(str(now["heard_ms"])) // DAY_MS
    if nights >= _MANY_NIGHTS:
        text += f" Without a break, that is {nights:,} days and nights."
    before_ms = previous[0]["heard_ms"] if previous and overview.is_comparable else None
    if not isinstance(before_ms, int) or not before_ms:
        return text
    change = int(str(now["heard_ms"])) / before_ms - 1
    if abs(change) < _LEAST_CHANGE:
        return f"{text} It is about as much time as in the {overview.rows[1][0]}."
    more = "more" if change > 0 else "less"
    return f"{text} It is {abs(change):.0%} {more} time than in the {overview.rows[1][0]}."


def _count(number: object, one: str) -> str:
    """Return how many there are of something."""
    if not isinstance(number, int):
        return f"unknown {one}s"
    return f"{number:,} {one}{'s' * (number != 1)}"


def _lead_text(first: Mapping[str, object], span: Span) -> str:
    time = format_duration(int(str(first["heard_ms"])))
    what = f"{_count(first['plays'], 'play')}, {time}, {first['share']:.0%} of all your time."
    if "title" in first:
        return f"By {first['artist']}, and your track of {_time_of(span)}: {what}"
    return f"Your artist of {_time_of(span)}: {what}"


def _time_of(span: Span) -> str:
    """Return what people call a window of that length."""
    if span.since is None:
        return "all time"
    days = (span.until.date() - span.since.date()).days
    return next((f"the {name}" for name, range_ in _NAMED.items() if days in range_), "these days")


def _cited(roast: Report) -> set[str]:
    """Return the ids of the facts that a roast tells."""
    return {one for row in roast.rows for one in str(row[-1]).split()}


def _choose(facts: Sequence[Fact], told: set[str], *, cited: set[str]) -> Iterator[Fact]:
    """Yield a fact of each theme: the most surprising of those that are news, then the others."""
    themes = set[Theme]()
    for fact in sorted(facts, key=lambda fact: fact.id in cited):
        theme = KINDS[fact.kind].theme
        if theme not in themes and not (fact.names and told.issuperset(fact.names)):
            themes.add(theme)
            yield fact


def _fact_card(conn: sqlite3.Connection, question: Question, fact: Fact) -> Report:
    statistic = fact.statistic if fact.names else _DRAWN.get(fact.statistic, fact.statistic)
    answer = answer_question(conn, statistic, replace(question, limit=100))
    return _card(_evidence(answer, fact), _HEADINGS[KINDS[fact.kind].theme], fact.text)


def _evidence(answer: Report, fact: Fact) -> Report:
    """Return the first rows of the list that names what a fact is about, or the key figures."""
    for report in (answer, *answer.parts):
        if fact.names and report.layout is Layout.TABLE:
            for number, row in enumerate(report.rows):
                if {*map(str, row)}.issuperset(fact.names):
                    first = report.rows[: _ROWS if number < _ROWS else _ROWS - 1]
                    return replace(report, rows=(*first, row) if number >= _ROWS else first)
    is_list = answer.layout is Layout.TABLE
    return replace(answer, rows=answer.rows[:_ROWS] if is_list else answer.rows)


def _card(evidence: Report, heading: str, text: str) -> Report:
    return replace(evidence, title=heading, summary=text, parts=())


def _cells(report: Report, row: Row) -> dict[str, object]:
    return dict(zip((column.name for column in report.columns), row, strict=True))
