"""Milestones: round numbers of plays and hours, anniversaries, and what comes next."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text, has_music
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import (
    PERIOD,
    empty_text,
    report_span,
    with_previous,
)
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.stats.celebrations.anniversaries import CLOSE_ARTISTS, anniversaries
from musicanalyser.stats.celebrations.milestone_forecast import PACE_DAYS
from musicanalyser.stats.celebrations.milestone_lists import next_rows, reached_rows
from musicanalyser.stats.celebrations.reached_milestones import (
    FIRST_ARTIST_HOURS,
    FIRST_HOURS,
    FIRST_PLAYS,
    FIRST_TRACK_PLAYS,
)
from musicanalyser.stats.celebrations.sums_so_far import SumsSoFar, sums_so_far
from musicanalyser.timespan import Window, from_ms
from musicanalyser.units import HOUR_MS

ABOUT = "Round numbers of plays and hours, anniversaries, and what comes next."

_FIGURES = (
    PERIOD,
    Column(name="plays", title="Plays so far", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Time so far", kind=ColumnKind.DURATION),
    Column(name="artists", title=f"Artists of {FIRST_ARTIST_HOURS} h", kind=ColumnKind.COUNT),
    Column(name="tracks", title=f"Tracks of {FIRST_TRACK_PLAYS} plays", kind=ColumnKind.COUNT),
)
_NAMED = (
    Column(name="milestone", title="Milestone"),
    Column(name="count", title="Number", kind=ColumnKind.COUNT),
    Column(name="title", title="Track"),
    Column(name="artist", title="Artist"),
)
_REACHED = (
    Column(name="day", title="Day", kind=ColumnKind.DATE),
    *_NAMED,
    Column(name="reached_at", title="At", kind=ColumnKind.MOMENT, detail=True),
)
_NEXT = (
    Column(name="expected_day", title="Expected", kind=ColumnKind.DATE),
    *_NAMED,
    Column(name="missing_plays", title="Plays left", kind=ColumnKind.COUNT),
    Column(name="missing_ms", title="Time left", kind=ColumnKind.DURATION),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return how many plays, ms, artists and tracks there are up to the end of each window.

    The parts list the milestones of the window, latest first, and the next ones with the day on
    which they come at the pace of the last `PACE_DAYS` days.
    """
    windows = with_previous(question.window)
    any_music = has_music(conn, question, *windows)
    sums = [sums_so_far(conn, question, one.until_ms) for one in windows] if any_music else []
    return Report(
        name="milestones",
        title="Milestones",
        layout=Layout.FIGURES,
        columns=_FIGURES,
        rows=tuple(map(_figures, windows, sums)),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=_parts(conn, question, sums[0]) if sums else (),
    )


def _figures(window: Window, so_far: SumsSoFar) -> Row:
    return (
        window.label,
        so_far.plays,
        so_far.heard_ms,
        len(so_far.artists_from(FIRST_ARTIST_HOURS * HOUR_MS)),
        len(so_far.songs_from(FIRST_TRACK_PLAYS)),
    )


def _parts(
    conn: sqlite3.Connection, question: Question, so_far: SumsSoFar
) -> tuple[Report, Report]:
    end = from_ms(min(question.window.until_ms, question.now_ms) - 1, question.window.zone).date()
    days = [*anniversaries(conn, question, so_far, end)]
    return (
        _part(question, "reached", _REACHED, reached_rows(conn, question, so_far, days, end)),
        _part(question, "next", _NEXT, next_rows(conn, question, so_far, days, end)),
    )


def _part(
    question: Question, name: str, columns: tuple[Column, ...], rows: Sequence[Row]
) -> Report:
    return Report(
        name=name,
        title=name.capitalize(),
        columns=_shown(columns, rows[: question.limit]),
        rows=tuple(rows[: question.limit]),
        span=report_span(question.window),
        definition=_definition(question),
        empty="No milestone in this window." if name == "reached" else "Nothing within ten years.",
    )


def _shown(columns: tuple[Column, ...], rows: Sequence[Row]) -> tuple[Column, ...]:
    """Return columns; people do not see one of what is missing that is empty."""
    return tuple(
        replace(column, detail=True)
        if column.name.startswith("missing_") and not any(row[place] for row in rows)
        else column
        for place, column in enumerate(columns)
    )


def _definition(question: Question) -> str:
    return definition_text(
        question,
        f"Milestones are {FIRST_PLAYS:,} plays, {FIRST_HOURS} hours, {FIRST_ARTIST_HOURS} hours"
        f" with an artist, {FIRST_TRACK_PLAYS} plays of a track, and 2, 5, 10, 20 times as many"
        " and so on. Anniversaries are of the first play of all, and of those of the"
        f" {CLOSE_ARTISTS} artists heard most. What comes next assumes that you go on as in the"
        f" last {PACE_DAYS} days.",
        TIME_TEXT,
    )
