"""The race of the leading artists: their totals and ranks from period to period."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music
from musicanalyser.stats.base.question import Question, RankBy, TimeUnit
from musicanalyser.stats.base.ranked_entities import ARTISTS, EntityTotals
from musicanalyser.stats.base.ranking import ranking_text
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.stats.base.window_totals import rule_coverage, sum_window
from musicanalyser.stats.standings.courses import Course, leading_courses
from musicanalyser.stats.standings.overtakes import OVERTAKES_TEXT, overtake_notes, overtakes
from musicanalyser.stats.standings.periods import Period, split_window

ABOUT = "The race of your artists: ranks over time, and who passes whom."

_DEFINITION = (
    "A rank is that of the total since the start of the window, at the end of each day, week, month"
    " or year (--per). Those who lead at the end of the window are shown; the ranks are among all."
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the rank of each leading artist at the end of each period, and its total so far.

    The rank is ``None`` before an artist was heard; both are if nothing is known of a period. The
    parts are the artists at the end, who led when, and a forecast of overtakes.
    """
    unit, periods = split_window(conn, question)
    if not has_music(conn, question, question.window):
        periods = []
    totals = sum_window(conn, question, question.window)
    courses, first = leading_courses(conn, question, totals, unit, periods)
    amount = _amount_column(question)
    forecast = overtakes(conn, question, courses)
    return Report(
        name="race",
        title=f"Race by {unit}",
        layout=Layout.RACE,
        columns=(
            Column(name="span", title=unit.capitalize()),
            *ARTISTS.columns,
            Column(name="rank", title="Rank", kind=ColumnKind.COUNT),
            amount,
            Column(name="first_day", title="From", kind=ColumnKind.DATE, detail=True),
            Column(name="last_day", title="To", kind=ColumnKind.DATE, detail=True),
        ),
        rows=tuple(_rows(periods, courses)),
        span=report_span(question.window),
        definition=definition_text(
            question, _DEFINITION, ranking_text(question.rank_by), OVERTAKES_TEXT
        ),
        coverage=rule_coverage(conn, question),
        notes=(*totals.compilation_notes, *overtake_notes(forecast)) if courses else (),
        empty=empty_text(conn, question.window),
        parts=(
            _standings(question, courses, first, amount),
            _leaders(question, unit, periods, first),
            forecast,
        )
        if courses
        else (),
    )


def _amount_column(question: Question) -> Column:
    if question.rank_by is RankBy.PLAYS:
        return Column(name="plays", title="Plays so far", kind=ColumnKind.COUNT, bar=True)
    return Column(name="heard_ms", title="Time so far", kind=ColumnKind.DURATION, bar=True)


def _rows(periods: Sequence[Period], courses: Sequence[Course]) -> Iterator[Row]:
    for number, period in enumerate(periods):
        for one in courses:
            names = ARTISTS.names_of(one.artist)
            figures = (one.ranks[number], one.totals[number])
            yield (period.label, *names, *figures, period.first, period.last)


def _standings(
    question: Question,
    courses: Sequence[Course],
    first: Sequence[EntityTotals | None],
    amount: Column,
) -> Report:
    """Return the artists at the end, with their best rank and for how many periods they led."""
    return Report(
        name="standings",
        title="At the end",
        columns=(
            Column(name="rank", title="#", kind=ColumnKind.COUNT),
            *ARTISTS.columns,
            amount,
            Column(name="best_rank", title="Best rank", kind=ColumnKind.COUNT),
            Column(name="periods_first", title="Times first", kind=ColumnKind.COUNT),
        ),
        rows=tuple(
            (
                rank,
                *ARTISTS.names_of(one.artist),
                one.total,
                min(filter(None, one.ranks), default=rank),
                sum(
                    other is not None and other.entity_id == one.artist.entity_id for other in first
                ),
            )
            for rank, one in enumerate(courses, 1)
        ),
        span=report_span(question.window),
        definition=definition_text(question, _DEFINITION, ranking_text(question.rank_by)),
    )


def _leaders(
    question: Question,
    unit: TimeUnit,
    periods: Sequence[Period],
    first: Sequence[EntityTotals | None],
) -> Report:
    """Return who led from which period to which; one of which nothing is known ends a lead."""
    labels = iter(period.label for period in periods)
    runs = [
        (leader, [next(labels) for _ in run])
        for leader, run in groupby(first, key=lambda one: None if one is None else one.artist)
    ]
    return Report(
        name="leaders",
        title="Who led",
        columns=(
            *ARTISTS.columns,
            Column(name="first_span", title=f"From {unit}"),
            Column(name="last_span", title="To"),
            Column(name="periods", title=f"{unit.capitalize()}s", kind=ColumnKind.COUNT),
        ),
        rows=tuple(
            (leader, spans[0], spans[-1], len(spans))
            for leader, spans in runs
            if leader is not None
        ),
        span=report_span(question.window),
        definition=definition_text(question, _DEFINITION, ranking_text(question.rank_by)),
    )
