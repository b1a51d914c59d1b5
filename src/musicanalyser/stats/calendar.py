"""The days of a window: listening time, plays, skips and mood."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text, has_music
from musicanalyser.stats.base.question import DayFigure, Question
from musicanalyser.stats.base.window import empty_text, report_span
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.stats.facts.audio_features import CREDIT, SOURCE
from musicanalyser.stats.facts.day_moods import day_valences
from musicanalyser.stats.parts.day_sums import DaySums, listed_days
from musicanalyser.stats.places.zone_notes import zone_notes
from musicanalyser.stats.streaks import answer as streaks
from musicanalyser.timespan import Window

ABOUT = "Every day: listening time, plays, skips and mood."

_MOOD_DAYS = 53 * 7
"""The mood of the days of a longer window has to be asked for: it takes reading every play."""
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHOWN: Mapping[DayFigure, str] = {
    DayFigure.TIME: "heard_ms",
    DayFigure.PLAYS: "plays",
    DayFigure.SKIPS: "skip_rate",
    DayFigure.MOOD: "valence",
}
"""The column that the picture shows; it has a bar."""
_TITLES = {
    DayFigure.TIME: "Calendar",
    DayFigure.PLAYS: "Calendar of plays",
    DayFigure.SKIPS: "Calendar of skips",
    DayFigure.MOOD: "Calendar of moods",
}
_COLUMNS = (
    Column(name="day", title="Day", kind=ColumnKind.DATE),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE),
    Column(name="skips", title="Skips", kind=ColumnKind.COUNT, detail=True),
    Column(name="valence", title="Mood", kind=ColumnKind.SHARE),
)

_DEFINITION = "A play belongs to the local day on which it started; days without music are 0."
_MOOD = (
    "The mood of a day is its mean valence by listening time, from 0 (sad) to 100 % (happy), where"
    " the audio features of at least 40 % of it are known."
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the days of the window; the parts are means by weekday, the best days and streaks."""
    days = calendar_days(conn, question, question.window)
    if not days.rows:
        return days
    return replace(
        days,
        notes=(*days.notes, *zone_notes(conn, question)),
        parts=(
            _weekdays(days),
            _best_days(days, question),
            replace(streaks(conn, question), parts=()),
        ),
    )


def calendar_days(
    conn: sqlite3.Connection, question: Question, window: Window, *, moods: bool = True
) -> Report:
    """Return the listening time (ms), counted plays, skips and mood of each day of a window.

    All figures of a day of which nothing is known are ``None``. So is the skip rate of a day
    without a play whose verdict is known, and the mood where too few audio features are known.
    """
    any_music = has_music(conn, question, window)
    days = listed_days(conn, question, window) if any_music else {}
    has_moods = moods and (question.show is DayFigure.MOOD or len(days) <= _MOOD_DAYS)
    valences = day_valences(conn, question, window) if has_moods and days else {}
    columns = _COLUMNS if has_moods else _COLUMNS[:-1]
    return Report(
        name="calendar",
        title=_TITLES[question.show],
        layout=Layout.CALENDAR,
        columns=tuple(_shown(one, question, has_valences=bool(valences)) for one in columns),
        rows=tuple(
            _row(day, totals, valences.get(day))[: len(columns)] for day, totals in days.items()
        ),
        span=report_span(window),
        definition=definition_text(
            question, TIME_TEXT, _DEFINITION, *([_MOOD] if valences else [])
        ),
        coverage=rule_coverage(conn, question),
        notes=_notes(question, has_valences=bool(valences)) if days else (),
        credits=(CREDIT,) if valences else (),
        empty=empty_text(conn, question.window),
    )


def _shown(column: Column, question: Question, *, has_valences: bool) -> Column:
    """Return a column with a bar if the picture shows it; moods that are unknown are a detail."""
    is_shown = column.name == _SHOWN[question.show]
    is_empty = column.name == _SHOWN[DayFigure.MOOD] and not has_valences
    return replace(column, bar=is_shown, detail=column.detail or (is_empty and not is_shown))


def _notes(question: Question, *, has_valences: bool) -> tuple[str, ...]:
    if question.show is DayFigure.MOOD and not has_valences:
        return (f"Too few audio features are known. Run: musicanalyser enrich {SOURCE}",)
    return ()


def _row(day: date, totals: DaySums | None, valence: float | None) -> Row:
    if totals is None:
        return (day, None, None, None, None, None)
    skips = totals.skips if totals.plays_known else None
    return (day, totals.heard_ms, totals.plays, totals.skip_rate, skips, valence)


def _weekdays(days: Report) -> Report:
    """Return the mean listening time (ms) and mean plays of the known days of each weekday."""
    by_weekday: list[list[Row]] = [[] for _ in _WEEKDAYS]
    for row in days.rows:
        if row[1] is not None and isinstance(row[0], date):
            by_weekday[row[0].weekday()].append(row)
    return Report(
        name="weekdays",
        title="Average by weekday",
        columns=(
            Column(name="weekday", title="Weekday"),
            Column(name="mean_ms", title="Time a day", kind=ColumnKind.DURATION, bar=True),
            Column(name="mean_plays", title="Plays a day", kind=ColumnKind.NUMBER),
            Column(name="days", title="Days", kind=ColumnKind.COUNT),
        ),
        rows=tuple(
            (
                weekday,
                _total(rows, 1) // len(rows) if rows else None,
                _total(rows, 2) / len(rows) if rows else None,
                len(rows),
            )
            for weekday, rows in zip(_WEEKDAYS, by_weekday, strict=True)
        ),
        span=days.span,
        definition="Means are of the days of which something is known.",
    )


def _best_days(days: Report, question: Question) -> Report:
    """Return the days of the greatest figure that the picture shows, of equals the latest first."""
    place = [column.name for column in days.columns].index(_SHOWN[question.show])
    ranked = sorted(_with_figure(days.rows, place), key=lambda pair: pair[0], reverse=True)
    return Report(
        name="best-days",
        title="Days with most",
        columns=days.columns,
        rows=tuple(row for _, row in ranked[: question.limit]),
        span=days.span,
        definition=days.definition,
        empty="No day has any.",
    )


def _with_figure(rows: Iterable[Row], place: int) -> Iterator[tuple[tuple[float, date], Row]]:
    for row in rows:
        day, figure = row[0], row[place]
        if isinstance(figure, int | float) and figure and isinstance(day, date):
            yield (figure, day), row


def _total(rows: Iterable[Row], place: int) -> int:
    return sum(figure for row in rows if isinstance(figure := row[place], int))
