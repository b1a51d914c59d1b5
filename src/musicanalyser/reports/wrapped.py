"""A window told as a story: cards with a sentence and what proves it, the roast last."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from musicanalyser.duration import format_duration
from musicanalyser.report import Layout, Report, Row, Span
from musicanalyser.roast.facts.fact_kind import Theme
from musicanalyser.roast.facts.report_values import ReportReader, ReportRow, UnknownError
from musicanalyser.roast.kinds import KINDS
from musicanalyser.roast.persona import Fact
from musicanalyser.roast.sanitize import sanitize_name
from musicanalyser.stats import answer_question
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import report_span
from musicanalyser.units import DAY_MS, HOUR_MS

_FACT_CARDS = 5
_ROWS, _SEARCHED_ROWS = 5, 100
"""The rows of a list on a card, and those in which a name is looked for."""
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

    Each part is a card with its sentence. Without music there are facts and the roast alone.
    ``facts`` are sorted by surprise; one of a theme is told, and first those that neither the cards
    before them nor the roast tell.
    """
    question = replace(question, limit=_ROWS)
    overview = answer_question(conn, "overview", question)
    opening = list(_opening(conn, question, ReportReader(overview)))
    told = {name for card in opening for row in card.rows[:1] for name in _names(row)}
    chosen = list(_choose(facts, told, cited=_cited(roast)))[:_FACT_CARDS]
    ending = replace(roast, definition="", coverage=None, notes=(), parts=roast.parts[:1])
    cards = [*opening, *(_fact_card(conn, question, fact) for fact in chosen), ending]
    return replace(
        overview,
        name="wrapped",
        title="Your music, wrapped",
        layout=Layout.STORY,
        columns=(),
        rows=(),
        coverage=None,
        parts=tuple(
            replace(card, span=overview.span, counting=overview.counting, caveats=overview.caveats)
            for card in cards
        ),
    )


def _opening(
    conn: sqlite3.Connection, question: Question, overview: ReportReader
) -> Iterator[Report]:
    """Yield the cards of the time, the top artist and the top track, as far as they are known."""
    span = report_span(question.window)
    with suppress(UnknownError):
        texts = _time_texts(overview)
        yield _card(answer_question(conn, "calendar", question), *texts)
    for name in ("top-artists", "top-tracks"):
        with suppress(UnknownError):
            top = overview.part(name)
            yield _card(top.report, *_top_texts(top.first, span))


def _time_texts(overview: ReportReader) -> tuple[str, str]:
    """Return the heading and the sentence on all of the time."""
    now = overview.first
    heard_ms = now.count("heard_ms")
    hours, nights = heard_ms // HOUR_MS, heard_ms // DAY_MS
    length = f"{hours:,} hours" if hours >= _MANY_HOURS else format_duration(heard_ms)
    plays, artists, days = (
        _count(now, column, one)
        for column, one in (("plays", "play"), ("artists", "artist"), ("active_days", "day"))
    )
    text = f"{plays} by {artists}, on {days}."
    if nights >= _MANY_NIGHTS:
        text += f" Without a break, that is {nights:,} days and nights."
    return f"{length} of music", text + _compared(overview)


def _compared(overview: ReportReader) -> str:
    """Return a sentence on the time before, or nothing if it cannot be compared."""
    try:
        before_ms = overview.previous.count("heard_ms")
        label = overview.previous.text("period")
    except UnknownError:
        return ""
    if not before_ms or not overview.report.is_comparable:
        return ""
    change = overview.first.count("heard_ms") / before_ms - 1
    if abs(change) < _LEAST_CHANGE:
        return f" It is about as much time as in the {label}."
    return f" It is {abs(change):.0%} {'more' if change > 0 else 'less'} time than in the {label}."


def _top_texts(first: ReportRow, span: Span) -> tuple[str, str]:
    """Return the heading and the sentence on the artist or track that leads."""
    artist, is_track = first.text("artist"), "title" in first.cells
    time = format_duration(first.count("heard_ms"))
    what = f"{_count(first, 'plays', 'play')}, {time}, {first.share('share'):.0%} of all your time."
    if is_track:
        return first.text("title"), f"By {artist}, and your track of {_time_of(span)}: {what}"
    return artist, f"Your artist of {_time_of(span)}: {what}"


def _count(row: ReportRow, column: str, one: str) -> str:
    """Return how many there are of something."""
    number = row.count(column)
    return f"{number:,} {one}{'s' * (number != 1)}"


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
    answer = answer_question(conn, statistic, replace(question, limit=_SEARCHED_ROWS))
    return _card(_evidence(answer, fact), _HEADINGS[KINDS[fact.kind].theme], fact.text)


def _evidence(answer: Report, fact: Fact) -> Report:
    """Return the first rows of the list that names what a fact is about, or the key figures."""
    for report in (answer, *answer.parts):
        if fact.names and report.layout is Layout.TABLE:
            for number, row in enumerate(report.rows):
                if _names(row).issuperset(fact.names):
                    first = report.rows[: _ROWS if number < _ROWS else _ROWS - 1]
                    return replace(report, rows=(*first, row) if number >= _ROWS else first)
    is_list = answer.layout is Layout.TABLE
    return replace(answer, rows=answer.rows[:_ROWS] if is_list else answer.rows)


def _names(row: Row) -> set[str]:
    """Return the texts of a row as facts write names."""
    return {sanitize_name(value) for value in row if isinstance(value, str)}


def _card(evidence: Report, heading: str, text: str) -> Report:
    return replace(evidence, title=heading, summary=text, parts=())
