"""Tracks that were played again and again within a week, and how fast that fades."""

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from musicanalyser.listening.peaks import LEAST_PLAYS, WEEK_DAYS, Peak
from musicanalyser.report import Column, ColumnKind, Layout, Report, Row
from musicanalyser.stats.attachment.crushes import (
    CRUSH_FIGURES,
    CRUSH_TEXT,
    Crushes,
    crush_figures,
    crush_lists,
    follow_crushes,
)
from musicanalyser.stats.base.conditions import definition_text
from musicanalyser.stats.base.counted_plays import song_peaks
from musicanalyser.stats.base.question import Question
from musicanalyser.stats.base.ranked_entities import TRACKS, EntityTotals
from musicanalyser.stats.base.shares import share
from musicanalyser.stats.base.window import PERIOD, empty_text, report_span
from musicanalyser.stats.base.window_totals import WindowTotals, rule_coverage, sum_windows
from musicanalyser.timespan import Window
from musicanalyser.timespan.local_clock import numbered_day

ABOUT = "Tracks you played again and again, and how fast that fades."

_REST_OF_WEEK = timedelta(days=WEEK_DAYS - 1)

_COLUMNS = (
    PERIOD,
    Column(name="obsessions", title="Obsessions", kind=ColumnKind.COUNT),
    Column(name="week_plays", title="Most in 7 days", kind=ColumnKind.COUNT),
    Column(name="day_plays", title="Most on a day", kind=ColumnKind.COUNT),
    Column(name="peak_share", title="Share of plays", kind=ColumnKind.SHARE),
    *CRUSH_FIGURES,
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
    """The greatest first."""
    plays: int
    """All counted plays of the window."""
    crushes: Crushes


def answer(conn: sqlite3.Connection, question: Question) -> Report:
    """Return the number of obsessions, and the most plays of one in seven days and on one day.

    The share is that of all counted plays that fall into the peak weeks. The half-lives are medians
    in days. The parts list the peak weeks, the peak days, and how crushes faded.
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
        parts=_lists(question, found[0]) if any_music else (),
    )


def _find_obsessions(
    conn: sqlite3.Connection, question: Question, totals: WindowTotals
) -> _WindowObsessions:
    peaks = song_peaks(conn, question, totals.window)
    named = totals.group_by(TRACKS, f"r.song_id in ({','.join(map(str, peaks))})")
    obsessions = _ranked(
        [_obsession(track, peaks[track.entity_id]) for track in named], lambda one: one.week_plays
    )
    begun = [(one.track, peaks[one.track.entity_id].week_first) for one in obsessions]
    return _WindowObsessions(
        totals.window,
        obsessions,
        totals.sum_of("plays"),
        follow_crushes(conn, question, begun),
    )


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
        *crush_figures(found.crushes),
    )


def _lists(question: Question, found: _WindowObsessions) -> tuple[Report, ...]:
    return (
        _list(
            question,
            found.obsessions,
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
            _ranked(found.obsessions, lambda one: one.day_plays),
            ("peak-days", "Peak days"),
            _DAYS_COLUMNS,
            lambda one: (one.day_plays, one.day),
        ),
        *crush_lists(question, found.crushes, _definition(question)),
    )


def _ranked(
    obsessions: Sequence[Obsession], figure: Callable[[Obsession], int]
) -> Sequence[Obsession]:
    """Return obsessions by a figure, then by plays in the window, then by name."""
    return sorted(
        obsessions,
        key=lambda one: (-figure(one), -one.track.plays, TRACKS.name_order(one.track)),
    )


def _list(
    question: Question,
    ranked: Sequence[Obsession],
    name_and_title: tuple[str, str],
    columns: tuple[Column, ...],
    figures: Callable[[Obsession], Row],
) -> Report:
    name, title = name_and_title
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
        CRUSH_TEXT,
    )
