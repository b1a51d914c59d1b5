"""The first track of each day and the last of each night, and at what time they come."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from statistics import median_low

from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text, has_music
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span, with_previous
from musicanalyser.stats.base.window_totals import rule_coverage
from musicanalyser.stats.entities.song_names import SongNames, song_names
from musicanalyser.stats.parts.day_ends import NIGHT_ENDS_HOUR, DayEnds, EndPlay, ends_of_days
from musicanalyser.stats.places.zone_notes import zone_notes
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import numbered_day

ABOUT = "The first track of each day, the last of each night, and when they come."

_LEAST_DAYS = 2
"""A track of a single day says nothing."""
_COLUMNS = (
    PERIOD,
    Column(name="median_first", title="First, median"),
    Column(name="median_last", title="Last, median"),
    Column(name="earliest_first", title="Earliest first"),
    Column(name="earliest_day", title="On", kind=ColumnKind.DATE),
    Column(name="latest_last", title="Latest last"),
    Column(name="latest_day", title="In the night of", kind=ColumnKind.DATE),
    Column(name="days", title="Days", kind=ColumnKind.COUNT),
)
_TRACKS = (
    Column(name="title", title="Track"),
    Column(name="artist", title="Artist"),
    Column(name="days", title="Days", kind=ColumnKind.COUNT, bar=True),
    Column(name="share", title="Share of days", kind=ColumnKind.SHARE),
)
_DAYS = (
    Column(name="day", title="Day", kind=ColumnKind.DATE),
    Column(name="first", title="First"),
    Column(name="first_title", title="Track"),
    Column(name="first_artist", title="Artist", detail=True),
    Column(name="last", title="Last"),
    Column(name="last_title", title="Last track"),
    Column(name="last_artist", title="Artist", detail=True),
)


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the median, the earliest and the latest time of the first and the last play of a day.

    Times are local, as ``07:42``. A day goes on until `NIGHT_ENDS_HOUR` of the next date. Of a day
    that is not over, the last play is ``None``. Parts list the usual tracks and the latest days.
    """
    windows = with_previous(question.window)
    any_music = has_music(conn, question, *windows)
    found = [ends_of_days(conn, question, one) for one in windows] if any_music else []
    names = song_names(conn, _songs(found[0])) if found else {}
    return Report(
        name="first-last",
        title="First and last of the day",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, windows, found)),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        notes=zone_notes(conn, question),
        empty=empty_text(conn, question.window),
        parts=_parts(question, found[0], names) if found and found[0] else (),
    )


def _songs(days: Sequence[DayEnds]) -> set[int]:
    return {play.track_id for day in days for play in (day.first, day.last) if play is not None}


def _figures(window: Window, days: Sequence[DayEnds]) -> Row:
    """Return the figures; of equal times, the latest day is named."""
    firsts = [(-day.first.minutes, day.day) for day in days]
    lasts = [(day.last.minutes, day.day) for day in days if day.last is not None]
    earliest, latest = max(firsts, default=None), max(lasts, default=None)
    return (
        window.label,
        _clock(median_low([-minutes for minutes, _ in firsts]) if firsts else None),
        _clock(median_low([minutes for minutes, _ in lasts]) if lasts else None),
        _clock(None if earliest is None else -earliest[0]),
        None if earliest is None else numbered_day(earliest[1]),
        _clock(None if latest is None else latest[0]),
        None if latest is None else numbered_day(latest[1]),
        len(days),
    )


def _clock(minutes: int | None) -> str | None:
    """Return minutes after midnight as ``07:42``; those after the next midnight as ``01:30``."""
    return None if minutes is None else f"{minutes // 60 % 24:02}:{minutes % 60:02}"


def _parts(question: Question, days: Sequence[DayEnds], names: SongNames) -> tuple[Report, ...]:
    firsts = [day.first for day in days]
    lasts = [day.last for day in days if day.last is not None]
    return (
        _tracks(question, firsts, names, ("first-tracks", "First of the day", "began")),
        _tracks(question, lasts, names, ("last-tracks", "Last of the night", "ended")),
        _latest_days(question, days, names),
    )


def _tracks(
    question: Question, plays: Sequence[EndPlay], names: SongNames, title: tuple[str, str, str]
) -> Report:
    """Return the tracks that most days began or ended with, at least two, of equals by name.

    The latest of its plays names a track.
    """
    latest = {names[play.track_id].song_id: names[play.track_id] for play in plays}
    days = Counter(names[play.track_id].song_id for play in plays)
    often = (name for name in latest.values() if days[name.song_id] >= _LEAST_DAYS)
    ranked = sorted(often, key=lambda name: (-days[name.song_id], name.order))
    return Report(
        name=title[0],
        title=title[1],
        columns=_TRACKS,
        rows=tuple(
            (name.title, name.artist, days[name.song_id], days[name.song_id] / len(plays))
            for name in ranked[: question.limit]
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty=f"No track {title[2]} two days of this window.",
    )


def _latest_days(question: Question, days: Sequence[DayEnds], names: SongNames) -> Report:
    return Report(
        name="days",
        title="Latest days",
        columns=_DAYS,
        rows=tuple(
            (numbered_day(day.day), *_cells(day.first, names), *_cells(day.last, names))
            for day in reversed(days[-question.limit :])
        ),
        span=report_span(question.window),
        definition=_definition(question),
    )


def _cells(play: EndPlay | None, names: SongNames) -> Row:
    if play is None:
        return (None, None, None)
    name = names[play.track_id]
    return (_clock(play.minutes), name.title, name.artist)


def _definition(question: Question) -> str:
    return definition_text(
        question,
        f"A day begins at {NIGHT_ENDS_HOUR}:00; what starts before belongs to the night of the day"
        " before. A day belongs to the window in which it begins, and is read to its end. The last"
        " play of a day that is not over is unknown. Of two middle times, the median is the"
        " earlier.",
    )
