"""Tracks that were played again and again within a week."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from musicanalyser.listening.peaks import LEAST_PLAYS, WEEK_DAYS, Peak
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.base.conditions import definition_text
from musicanalyser.stats.base.counted_plays import song_peaks
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, rule_coverage, sum_windows
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import numbered_day

ABOUT = "Tracks you played again and again within a week."

_REST_OF_WEEK = timedelta(days=WEEK_DAYS - 1)

_COLUMNS = (
    PERIOD,
    Column(name="obsessions", title="Obsessions", kind=ColumnKind.COUNT),
    Column(name="week_plays", title="Most in 7 days", kind=ColumnKind.COUNT),
    Column(name="day_plays", title="Most on a day", kind=ColumnKind.COUNT),
    Column(name="peak_share", title="Share of plays", kind=ColumnKind.SHARE),
)
_WEEKS_COLUMNS = (
    Column(name="rank", title="#", kind=ColumnKind.COUNT),
    *TRACKS.columns,
    Column(name="week_plays", title="In 7 days", kind=ColumnKind.COUNT, bar=True),
    Column(name="week_first_day", title="From", kind=ColumnKind.DATE),
    Column(name="week_last_day", title="To", kind=ColumnKind.DATE),
    Column(name="plays", title="Plays", kind=ColumnKind.COUNT),
)
_DAYS_COLUMNS = (
    Column(name="rank", title="#", kind=ColumnKind.COUNT),
    *TRACKS.columns,
    Column(name="day_plays", title="On one day", kind=ColumnKind.COUNT, bar=True),
    Column(name="day", title="Day", kind=ColumnKind.DATE),
)


class Obsession(NamedTuple):
    """A track with its week and its day of most counted plays."""

    track: EntityTotals
    week_plays: int
    week_first: date
    day_plays: int
    day: date


class _WindowObsessions(NamedTuple):
    window: Window
    obsessions: Sequence[Obsession]
    plays: int
    """All counted plays of the window."""


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the number of obsessions, and the most plays of one in seven days and on one day.

    The share is that of all counted plays that fall into the peak weeks. The parts list the peak
    weeks and the peak days.
    """
    windows = sum_windows(conn, question)
    any_music = any(totals.has_music for totals in windows)
    found = [_find_obsessions(conn, question, totals) for totals in windows]
    return Report(
        name="obsessions",
        title="Obsessions",
        layout=Layout.FIGURES,
        columns=_COLUMNS,
        rows=tuple(map(_figures, found)) if any_music else (),
        span=report_span(question.window),
        definition=_definition(question),
        coverage=rule_coverage(conn, question),
        empty=empty_text(conn, question.window),
        parts=_lists(question, found[0].obsessions) if any_music else (),
    )


def _find_obsessions(
    conn: sqlite3.Connection, question: Question, totals: WindowTotals
) -> _WindowObsessions:
    peaks = song_peaks(conn, question, totals.window)
    named = totals.group_by(TRACKS, f"r.song_id in ({','.join(map(str, peaks))})")
    obsessions = [_obsession(track, peaks[track.entity_id]) for track in named]
    return _WindowObsessions(totals.window, obsessions, totals.sum_of("plays"))


def _obsession(track: EntityTotals, peak: Peak) -> Obsession:
    return Obsession(
        track,
        peak.week_plays,
        numbered_day(peak.week_first),
        peak.day_plays,
        numbered_day(peak.day),
    )


def _figures(found: _WindowObsessions) -> Row:
    return (
        found.window.label,
        len(found.obsessions),
        max((one.week_plays for one in found.obsessions), default=None),
        max((one.day_plays for one in found.obsessions), default=None),
        share(sum(one.week_plays for one in found.obsessions), found.plays),
    )


def _lists(question: Question, found: Sequence[Obsession]) -> tuple[Report, Report]:
    return (
        _list(
            question,
            found,
            ("peak-weeks", "Peak weeks"),
            _WEEKS_COLUMNS,
            lambda one: (
                one.week_plays,
                one.week_first,
                one.week_first + _REST_OF_WEEK,
                one.track.plays,
            ),
        ),
        _list(
            question,
            found,
            ("peak-days", "Peak days"),
            _DAYS_COLUMNS,
            lambda one: (one.day_plays, one.day),
        ),
    )


def _list(
    question: Question,
    found: Sequence[Obsession],
    name_and_title: tuple[str, str],
    columns: tuple[Column, ...],
    figures: Callable[[Obsession], tuple[int, *Row]],
) -> Report:
    """Return obsessions by their first figure, then by plays in the window, then by name."""
    name, title = name_and_title
    ranked = sorted(
        found, key=lambda one: (-figures(one)[0], -one.track.plays, TRACKS.name_order(one.track))
    )
    return Report(
        name=name,
        title=title,
        columns=columns,
        rows=tuple(
            (rank, *TRACKS.names_of(one.track), *figures(one))
            for rank, one in enumerate(ranked[: question.limit], 1)
        ),
        span=report_span(question.window),
        definition=_definition(question),
        empty="No obsessions in this window.",
    )


def _definition(question: Question) -> str:
    return definition_text(
        question,
        f"An obsession is a track with at least {LEAST_PLAYS} counted plays within {WEEK_DAYS}"
        " consecutive local days of the window; its peak week is the seven days with the most."
        " Share of plays: how many of all counted plays fell into the peak weeks.",
    )
