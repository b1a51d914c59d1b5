"""What was heard on the same calendar days in each year."""

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from musicanalyser.report import Column, ColumnKind, Report, Row
from musicanalyser.stats.base.conditions import TIME_TEXT, definition_text, has_music
from musicanalyser.stats.base.known_days import is_unknown
from musicanalyser.stats.base.leaders import top_entities
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.window import empty_text, first_day, report_span
from musicanalyser.stats.base.window_totals import rule_coverage, sum_window
from musicanalyser.stats.parts.day_sums import DaySums, sum_of_window
from musicanalyser.timespan import Window, from_ms, start_of_day

ABOUT = "What you heard on these calendar days in earlier years."

_DAY = timedelta(days=1)
_LONGEST_DAYS = 366
"""A longer window would meet itself in the year before."""
_TRACKS_A_YEAR = 3

_COLUMNS = (
    Column(name="day", title="Day", kind=ColumnKind.DATE),
    Column(name="years_ago", title="Years ago", kind=ColumnKind.COUNT),
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION, bar=True),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
    Column(name="skip_rate", title="Skip rate", kind=ColumnKind.SHARE, detail=True),
    Column(name="title", title="Most heard"),
    Column(name="artist", title="Artist"),
)
_TRACK_COLUMNS = (
    Column(name="day", title="Day", kind=ColumnKind.DATE),
    *TRACKS.columns,
    Column(name="heard_ms", title="Listening time", kind=ColumnKind.DURATION),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
)


class _Year(NamedTuple):
    """The days of one year; the sums are ``None`` if nothing is known of them."""

    ago: int
    window: Window
    has_music: bool
    sums: DaySums | None
    tracks: Sequence[EntityTotals]

    @property
    def day(self) -> date:
        return from_ms(self.window.since_ms, self.window.zone).date()


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the time (ms), counted plays and most heard track of the days of the window by year.

    The latest year comes first. Of a window without a start, or of more than a year, it is the last
    day alone. The part lists the tracks that were heard most.
    """
    years = [*_years(conn, question)]
    any_music = any(one.has_music for one in years)
    shown = years[: question.limit] if any_music else []
    return Report(
        name="on-this-day",
        title="On this day",
        columns=_COLUMNS,
        rows=tuple(map(_row, shown)),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        notes=_notes(question) if shown else (),
        empty=empty_text(conn, question.window),
        parts=(_tracks(question, shown),) if shown else (),
        is_of_other_time=True,
    )


def _years(conn: sqlite3.Connection, question: Question) -> Iterator[_Year]:
    """Yield the years back to the first with music; one that lacks the days is left out."""
    begin = first_day(conn, question)
    first, last = _days(question)
    for ago in range(last.year - begin.year + 1 if begin else 0):
        window = _window(question, first, last, ago)
        if window is not None and begin and window.until > start_of_day(begin, window.zone):
            yield _year(conn, question, ago, window)


def _days(question: Question) -> tuple[date, date]:
    """Return the first and the last day of which other years are shown."""
    window = question.window
    last = from_ms(window.until_ms - 1, window.zone).date()
    if window.since is None or (last - window.since.date()).days >= _LONGEST_DAYS:
        return last, last
    return window.since.date(), last


def _window(question: Question, first: date, last: date, ago: int) -> Window | None:
    """Return the whole days so many years ago, or those of the window itself as far as it goes."""
    since, until = _years_before(first, ago, _DAY), _years_before(last, ago, -_DAY)
    if since > until:
        return None
    zone = question.window.zone
    return replace(
        question.window,
        since=start_of_day(since, zone),
        until=start_of_day(until + _DAY, zone) if ago else question.window.until,
        days=(until - since).days + 1,
    )


def _years_before(day: date, years: int, otherwise: timedelta) -> date:
    """Return the same day of an earlier year; 29 February may have to be a day later or earlier."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return (day + otherwise).replace(year=day.year - years)


def _year(conn: sqlite3.Connection, question: Question, ago: int, window: Window) -> _Year:
    if not has_music(conn, question, window):
        nothing = None if is_unknown(conn, question, window) else DaySums()
        return _Year(ago, window, False, nothing, ())  # noqa: FBT003 - a field
    totals = sum_window(conn, question, window)
    tracks = top_entities(totals, TRACKS, question.rank_by, limit=_TRACKS_A_YEAR)
    return _Year(ago, window, True, sum_of_window(conn, question, window), tracks)  # noqa: FBT003


def _row(year: _Year) -> Row:
    top = (year.tracks[0].title, year.tracks[0].artist) if year.tracks else (None, None)
    if year.sums is None:
        return (year.day, year.ago, None, None, None, *top)
    return (year.day, year.ago, year.sums.heard_ms, year.sums.plays, year.sums.skip_rate, *top)


def _tracks(question: Question, years: Sequence[_Year]) -> Report:
    return Report(
        name="tracks",
        title="Heard most",
        columns=_TRACK_COLUMNS,
        rows=tuple(
            (year.day, *TRACKS.names_of(track), track.heard_ms, track.plays)
            for year in years
            for track in year.tracks
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty="No play counts.",
        is_of_other_time=True,
    )


def _notes(question: Question) -> tuple[str, ...]:
    first, last = _days(question)
    if question.window.since is not None and first == question.window.since.date():
        return ()
    return (f"The window is longer than a year: {last:%d %B} is shown.".replace(" 0", " "),)


def _definition(question: Question) -> str:
    return definition_text(
        question,
        "The same calendar days of each year, whole; of this year, up to the end of the window.",
        TIME_TEXT,
    )
